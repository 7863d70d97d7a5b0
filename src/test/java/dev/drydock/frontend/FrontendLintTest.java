package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.lint.LintReport;
import dev.drydock.dockerfile.lint.LintRule;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
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
        DockerfileRequest request = Requests.of("FROM rich\nENV A=$LANG B=$LONG\n");
        frontend.plan(request);
        assertThat(rules(frontend.lint(request, null))).containsExactly(LintRule.UNDEFINED_VAR);
        assertThat(images.asked).hasSize(1);
    }

    @Test
    void noImageIsLookedUpForTheChecks() {
        assertThat(rules(frontend.lint(Requests.of("FROM rich\nENV B=$LONG\n"), null)))
                .isEmpty();
        assertThat(images.asked).isEmpty();
    }

    @Test
    void aBaseOfAnotherPlatformIsTold() {
        Dockerfile file = Dockerfile.parse("Dockerfile", "FROM busybox\n".getBytes(StandardCharsets.UTF_8));
        var platforms = BuildPlatforms.to(Platform.parse("linux/s390x"));
        var request = new DockerfileRequest(file, Map.of(), "", platforms, Map.of());
        frontend.plan(request);
        assertThat(rules(frontend.lint(request, null))).containsExactly(LintRule.INVALID_BASE_IMAGE_PLATFORM);
    }

    @Test
    void ignoredSourcesAreTold() {
        assertThat(rules(frontend.lint(Requests.of("FROM scratch\nCOPY a b /x/\n"), "a"::equals)))
                .containsExactly(LintRule.COPY_IGNORED_FILE);
    }

    @Test
    void aBuildArgumentOverridesTheOptionsOfTheFile() {
        String file = "# check=skip=all\nFROM scratch\nENV a b\n";
        DockerfileRequest request = Requests.of(file);
        assertThat(rules(frontend.lint(request, null))).isEmpty();
        LintReport report = frontend.lint(Requests.of(file, Map.of("BUILDKIT_DOCKERFILE_CHECK", "error=true")), null);
        assertThat(rules(report)).containsExactly(LintRule.LEGACY_KEY_VALUE_FORMAT);
        assertThatThrownBy(() -> report.enforce(request.dockerfile())).isInstanceOf(BuildFailure.class);
        assertThatThrownBy(
                        () -> frontend.lint(Requests.of(file, Map.of("BUILDKIT_DOCKERFILE_CHECK", "nonsense")), null))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("BUILDKIT_DOCKERFILE_CHECK");
    }

    private static List<LintRule> rules(LintReport report) {
        return report.warnings().stream().map(warning -> warning.rule()).toList();
    }
}
