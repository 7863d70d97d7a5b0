package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class Pushing {

    private Pushing() {}

    public static void setup(Path project, Map<String, Object> context) throws IOException {
        start(project, context, TestRegistry.start());
    }

    /** Hands the registry on: to the project as a property, to {@code verify} in the context. */
    static void start(Path project, Map<String, Object> context, TestRegistry registry) throws IOException {
        context.put("registry", registry);
        Files.writeString(project.resolve("test.properties"), "registry=" + registry.hostAndPort() + "\n");
    }

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        try (TestRegistry registry = (TestRegistry) context.get("registry");
                RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            Reference name = Reference.parse(registry.hostAndPort() + "/team/push:1.0");
            BuiltImage built = BuiltImage.in(project);
            for (String tag : List.of("1.0", "latest", "other")) {
                assertThat(client.resolve(name.withTag(tag)).digest()).isEqualTo(built.digest());
            }
            InvokerLog log = InvokerLog.of(project);
            assertThat(log.run(1))
                    .anyMatch(line -> line.startsWith("[INFO] Pushed " + name + ", " + name.withTag("latest") + "  "
                            + built.digest() + "  (2 of 2 blobs sent, "));
            assertThat(log.run(2)).anyMatch(line -> line.endsWith("(0 of 2 blobs sent, 0 B)"));
            assertThat(log.steps(3)).isEmpty();
        }
    }
}
