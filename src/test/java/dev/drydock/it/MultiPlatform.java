package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layer.FileTree;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class MultiPlatform {

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

    private MultiPlatform() {}

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1))
                .containsExactlyInAnyOrder(
                        "COPY bin/$TARGETARCH /out/program",
                        "COPY --from=build /out /usr/bin",
                        "COPY bin/$TARGETARCH /out/program",
                        "COPY --from=build /out /usr/bin");
        for (String architecture : ARCHITECTURES) {
            assertThat(log.steps(1))
                    .anyMatch(line -> line.startsWith("[linux/" + architecture + " build 1/1] COPY bin/"));
        }
        try (TestRegistry registry = (TestRegistry) context.get("registry");
                RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            var pushed = client.resolve(Reference.parse(registry.hostAndPort() + "/team/multi:1.0"));
            Index index = Index.parse(pushed.raw(), pushed.mediaType());
            assertThat(index.manifests())
                    .extracting(manifest -> String.valueOf(manifest.platform()))
                    .containsExactly("linux/amd64", "linux/arm64");
        }
        OciLayout layout = OciLayout.open(project.resolve("target/drydock/image"));
        for (String architecture : ARCHITECTURES) {
            Platform platform = Platform.parse("linux/" + architecture);
            LayoutImage image = layout.image("", platform);
            assertThat(image.parsedConfig().platform()).isEqualTo(platform);
            assertThat(image.parsedConfig().env()).containsEntry("PLATFORM", "linux/" + architecture);
            FileTree tree = BuiltImage.tree(layout, image);
            assertThat(tree.get("pom.xml")).isNotNull();
            assertThat(tree.get("usr/bin/program"))
                    .extracting(FileTree.Node::content)
                    .isEqualTo(Digest.of(("for " + architecture).getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(log.run(2)).anyMatch(line -> line.contains("COPY pom.xml /"));
    }
}
