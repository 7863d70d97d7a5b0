package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class EncryptedPassword {

    private static final String PASSWORD = "s3cret-of-the-registry";

    private EncryptedPassword() {}

    public static void setup(Path project, Map<String, Object> context) throws IOException {
        Pushing.start(project, context, TestRegistry.start(Login.basic("robot", PASSWORD)));
    }

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        try (TestRegistry registry = (TestRegistry) context.get("registry")) {
            InvokerLog log = InvokerLog.of(project);
            assertThat(log.run(1))
                    .anyMatch(line -> line.startsWith("[INFO] Pushed " + registry.hostAndPort() + "/team/secret:1.0"));
            assertThat(log.run(2))
                    .anyMatch(line -> line.startsWith("[ERROR]")
                            && line.contains(
                                    "The password of server '127.0.0.1' in settings.xml could not be decrypted"));
            assertThat(log.run(3)).anyMatch(line -> line.startsWith("[INFO] Pushed " + registry.hostAndPort()));
            for (int run : List.of(1, 2, 3)) {
                assertThat(log.run(run)).noneMatch(line -> line.contains(PASSWORD));
            }
        }
    }
}
