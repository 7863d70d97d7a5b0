package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.lint.LintReport;
import dev.drydock.dockerfile.lint.LintRule;
import dev.drydock.failure.BuildFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontendLintTest {

    private final FolderImages images = new FolderImages(Path.of("src/test/resources/frontend/images"));
    private final DockerfileFrontend frontend = new DockerfileFrontend(images);

    @Test
    void variablesOfTheBaseImageAreDefined() {
        DockerfileRequest request = request("FROM rich\nENV A=$LANG B=$LONG\n");
        frontend.plan(request);
        assertThat(rules(frontend.lint(request, null, false))).containsExactly(LintRule.UNDEFINED_VAR);
        assertThat(images.asked).hasSize(1);
    }

    @Test
    void imagesAreLookedUpOnlyIfThatIsWanted() {
        DockerfileRequest request = request("FROM rich\nENV B=$LONG\n");
        assertThat(rules(frontend.lint(request, null, false))).isEmpty();
        assertThat(images.asked).isEmpty();
        assertThat(rules(frontend.lint(request, null, true))).containsExactly(LintRule.UNDEFINED_VAR);
        assertThat(images.asked).hasSize(1);
    }

    @Test
    void anImageThatIsNotThereIsUnknown() {
        assertThat(rules(frontend.lint(request("FROM missing\nENV B=$LONG\n"), null, true)))
                .isEmpty();
    }

    @Test
    void aBaseOfAnotherPlatformIsTold() {
        DockerfileRequest request = request("FROM busybox\n")
                .withPlatforms(BuildPlatforms.to(dev.drydock.image.Platform.parse("linux/s390x")));
        assertThat(rules(frontend.lint(request, null, true))).containsExactly(LintRule.INVALID_BASE_IMAGE_PLATFORM);
    }

    @Test
    void ignoredSourcesAreTold() {
        assertThat(rules(frontend.lint(request("FROM scratch\nCOPY a b /x/\n"), "a"::equals, false)))
                .containsExactly(LintRule.COPY_IGNORED_FILE);
    }

    @Test
    void aBuildArgumentOverridesTheOptionsOfTheFile() {
        DockerfileRequest request = request("# check=skip=all\nFROM scratch\nENV a b\n");
        assertThat(rules(frontend.lint(request, null, false))).isEmpty();
        LintReport report =
                frontend.lint(request.withBuildArgs(Map.of("BUILDKIT_DOCKERFILE_CHECK", "error=true")), null, false);
        assertThat(rules(report)).containsExactly(LintRule.LEGACY_KEY_VALUE_FORMAT);
        assertThatThrownBy(() -> report.enforce(request.dockerfile())).isInstanceOf(BuildFailure.class);
        assertThatThrownBy(() -> frontend.lint(
                        request.withBuildArgs(Map.of("BUILDKIT_DOCKERFILE_CHECK", "nonsense")), null, false))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("BUILDKIT_DOCKERFILE_CHECK");
    }

    private static List<LintRule> rules(LintReport report) {
        return report.warnings().stream().map(warning -> warning.rule()).toList();
    }

    private static DockerfileRequest request(String file) {
        return DockerfileRequest.of(Dockerfile.parse("Dockerfile", file.getBytes(StandardCharsets.UTF_8)));
    }
}
