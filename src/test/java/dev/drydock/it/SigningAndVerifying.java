package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.verify.RegistryPlace;
import dev.drydock.verify.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** That the packaged plugin has the classes it takes for cosign's keys, too, since only some of their library are in it. */
public final class SigningAndVerifying {

    private SigningAndVerifying() {}

    public static void setup(Path project, Map<String, Object> context) throws IOException {
        Pushing.setup(project, context);
        for (String file : new String[] {"cosign.key", "cosign.pub"}) {
            try (InputStream sample = Objects.requireNonNull(SampleKeys.class.getResourceAsStream(file))) {
                Files.copy(sample, project.resolve(file));
            }
        }
        SampleKeys.write(SampleKeys.ec("secp256r1"), project.resolve("other"));
        // An image that this machine does not remember as signed.
        Files.writeString(project.resolve("base/unique"), UUID.randomUUID().toString());
    }

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        try (TestRegistry registry = (TestRegistry) context.get("registry");
                RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1.0");
            var key = KeyFiles.verifying(project.resolve("cosign.pub"), "");
            assertThat(Verification.of(new RegistryPlace(client, base), key).wrong())
                    .isEmpty();
            InvokerLog log = InvokerLog.of(project);
            assertThat(log.run(2))
                    .contains("[INFO] The image " + base + " holds what is said of it:")
                    .anyMatch(line -> line.contains(" is signed by the key "))
                    .noneMatch(line -> line.startsWith("[WARNING]"));
            for (int refused : new int[] {3, 5}) {
                assertThat(log.run(refused))
                        .anyMatch(line -> line.contains(" is not signed by the key ") && line.contains("other.pub"));
            }
            BuiltImage app = BuiltImage.in(project);
            assertThat(app.names()).containsExactly(registry.hostAndPort() + "/team/app:1.0");
            assertThat(app.children("")).contains("base", "app");
        }
    }
}
