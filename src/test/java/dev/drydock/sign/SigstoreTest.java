package dev.drydock.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.registry.testing.Program;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sigstore's own library for JavaScript verifies what we sign. */
class SigstoreTest {

    private static final Path PROJECT = Path.of("src/bundles");
    private static final Path INSTALLED = Path.of("target/bundles");

    private static Path node;

    @TempDir
    Path temp;

    @BeforeAll
    static void install() throws IOException {
        node = Program.assumeInstalled("node", "nodejs");
        Path npm = Program.assumeInstalled("npm", "npm");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "verify.mjs")) {
            Files.copy(PROJECT.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(INSTALLED.resolve("node_modules/@sigstore/verify"))) {
            try {
                Program.run(npm.toString(), "ci", "--prefix", INSTALLED.toString(), "--no-audit", "--no-fund");
            } catch (IOException | AssertionError e) {
                assumeTrue(false, "the packages of src/bundles cannot be had from npm's registry: " + e.getMessage());
            }
        }
    }

    static Stream<KeyPair> keys() {
        return Stream.of(SampleKeys.ec("secp256r1"), SampleKeys.rsa(2048));
    }

    private String verify(Path key, List<byte[]> bundles) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(node.toString(), INSTALLED.resolve("verify.mjs").toString(), key.toString()));
        for (byte[] bundle : bundles) {
            command.add(Files.write(temp.resolve("bundle-" + command.size()), bundle)
                    .toString());
        }
        return Program.run(command.toArray(String[]::new));
    }

    private static Statement statement() {
        byte[] image = "image".getBytes(StandardCharsets.UTF_8);
        return Statement.ofSignature(new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(image), image.length));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void bundlesOfKeysAreVerified(KeyPair pair) throws IOException {
        Path key = SampleKeys.write(pair, temp.resolve("key"));
        Signer signer = SampleKeys.signer(key);
        byte[] other = "{\"predicateType\":\"https://slsa.dev/provenance/v1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(verify(
                        Path.of(key + ".pub"),
                        List.of(Bundle.of(statement().content(), signer), Bundle.of(other, signer))))
                .isEqualTo(Statement.SIGNATURE + "\nhttps://slsa.dev/provenance/v1\n");
    }

    @Test
    void bundlesOfCosignsKeysAreVerified() throws Exception {
        Path key = Path.of(SigstoreTest.class.getResource("cosign.key").toURI());
        Signer signer = KeyFiles.signer(key, "drydock.sign.key", SampleKeys.passphrase("päss wörd"));
        Path publicKey = Path.of(SigstoreTest.class.getResource("cosign.pub").toURI());
        assertThat(verify(publicKey, List.of(Bundle.of(statement().content(), signer))))
                .isEqualTo(Statement.SIGNATURE + "\n");
    }

    /** Or else the test would show nothing. */
    @Test
    void aBundleWhosePayloadWasChangedIsRefused() throws IOException {
        Path key = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key"));
        String bundle = new String(Bundle.of(statement().content(), SampleKeys.signer(key)), StandardCharsets.UTF_8);
        byte[] changed = bundle.replace("\"payload\":\"ey", "\"payload\":\"ez").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> verify(Path.of(key + ".pub"), List.of(changed)))
                .hasMessageContaining("signature verification failed");
    }
}
