package dev.drydock.sign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.Signer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFilesTest {

    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    static Stream<KeyPair> keys() {
        return Stream.of(SampleKeys.ec("secp256r1"), SampleKeys.rsa(2048), SampleKeys.rsa(3072));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void whatAKeySignsItsPublicKeyVerifies(KeyPair pair) throws IOException {
        Path file = SampleKeys.write(pair, temp.resolve("key"));
        Signer signer = SampleKeys.signer(file);
        byte[] signature = signer.sign(MESSAGE);
        assertThat(signer.key().key()).isEqualTo(pair.getPublic());
        assertThat(KeyFiles.verifying(Path.of(file + ".pub"), "drydock.verify.key")
                        .verifies(MESSAGE, signature))
                .isTrue();
        assertThat(signer.key().verifies("another".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(signer.key().verifies(MESSAGE, new byte[] {1, 2, 3})).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theSameMessageGetsTheSameSignature(KeyPair pair) throws IOException {
        Path file = SampleKeys.write(pair, temp.resolve("key"));
        byte[] first = SampleKeys.signer(file).sign(MESSAGE);
        assertThat(SampleKeys.signer(file).sign(MESSAGE)).isEqualTo(first);
    }

    /** Equal first halves of two signatures would give the key away. */
    @Test
    void noTwoMessagesShareARandomNumber() throws IOException {
        Signer signer = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key")));
        byte[] one = signer.sign(MESSAGE);
        byte[] two = signer.sign("another".getBytes(StandardCharsets.UTF_8));
        assertThat(r(one)).isNotEqualTo(r(two));
    }

    private static byte[] r(byte[] der) {
        return java.util.Arrays.copyOfRange(der, 4, 4 + der[3]);
    }

    static Stream<Arguments> refused() {
        byte[] ec = SampleKeys.ec("secp256r1").getPrivate().getEncoded();
        return Stream.of(
                arguments("PRIVATE KEY", SampleKeys.ec("secp384r1").getPrivate().getEncoded(), "curve of 384 bits"),
                arguments("PRIVATE KEY", SampleKeys.rsa(1024).getPrivate().getEncoded(), "RSA key of only 1024 bits"),
                arguments("PRIVATE KEY", SampleKeys.ed25519().getPrivate().getEncoded(), "of the kind EdDSA"),
                arguments("PRIVATE KEY", new byte[] {48, 3, 1}, "is damaged"),
                arguments("ENCRYPTED PRIVATE KEY", ec, "encrypted in the way of PKCS #8"),
                arguments("EC PRIVATE KEY", ec, "older form -----BEGIN EC PRIVATE KEY-----"),
                arguments("RSA PRIVATE KEY", ec, "older form -----BEGIN RSA PRIVATE KEY-----"),
                arguments("OPENSSH PRIVATE KEY", ec, "key for SSH"),
                arguments("PUBLIC KEY", SampleKeys.rsa(2048).getPublic().getEncoded(), "public key: signing takes"),
                arguments("CERTIFICATE", ec, "is a certificate"),
                arguments("PGP MESSAGE", ec, "PGP MESSAGE, which cannot sign"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherKeysAreRefusedInWords(String label, byte[] content, String said) throws IOException {
        Path file = Files.writeString(temp.resolve("key"), SampleKeys.pem(label, content));
        assertThatThrownBy(() -> SampleKeys.signer(file))
                .isInstanceOfSatisfying(
                        BuildFailure.class,
                        failure -> assertThat(failure.hint()).isNotEmpty())
                .hasMessageContaining(said)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("drydock.sign.key");
    }

    static Stream<Arguments> refusedPublicKeys() {
        return Stream.of(
                arguments("PUBLIC KEY", SampleKeys.ec("secp521r1").getPublic().getEncoded(), "curve of 521 bits"),
                arguments("PUBLIC KEY", SampleKeys.ed25519().getPublic().getEncoded(), "of the kind EdDSA"),
                arguments("PUBLIC KEY", new byte[] {1}, "is damaged"),
                arguments("PRIVATE KEY", new byte[] {1}, "is a private key"),
                arguments("CERTIFICATE", new byte[] {1}, "is no public key but a CERTIFICATE"));
    }

    @ParameterizedTest
    @MethodSource("refusedPublicKeys")
    void otherPublicKeysAreRefusedInWords(String label, byte[] content, String said) throws IOException {
        Path file = Files.writeString(temp.resolve("key"), SampleKeys.pem(label, content));
        assertThatThrownBy(() -> KeyFiles.verifying(file, "drydock.verify.key"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(said)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNotThereOrNoPemIsSaidToBe() throws IOException {
        assertThatThrownBy(() -> SampleKeys.signer(temp.resolve("absent")))
                .hasMessageContaining("There is no key file " + temp.resolve("absent") + " (drydock.sign.key)");
        Path text = Files.writeString(temp.resolve("text"), "hello");
        assertThatThrownBy(() -> SampleKeys.signer(text)).hasMessageContaining("no key in PEM form");
        Path noBase64 = Files.writeString(
                temp.resolve("bad"), "-----BEGIN PRIVATE KEY-----\n=====A\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> SampleKeys.signer(noBase64)).isInstanceOf(BuildFailure.class);
        assertThatThrownBy(() -> SampleKeys.signer(temp)).isInstanceOf(BuildFailure.class);
    }

    @Test
    void whatOpensslWritesBeforeAnEcKeyIsPassedOver() throws IOException {
        KeyPair pair = SampleKeys.ec("secp256r1");
        Path file = Files.writeString(
                temp.resolve("key"),
                SampleKeys.pem("EC PARAMETERS", new byte[] {6, 1, 1})
                        + SampleKeys.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        assertThat(SampleKeys.signer(file).key().key()).isEqualTo(pair.getPublic());
    }

    /** The key was made by other implementations of scrypt and of secretbox. */
    @Test
    void cosignsEncryptedKeysAreReadWithTheirPassphrase() throws IOException, URISyntaxException {
        Path key = sample("cosign.key");
        Signer signer = KeyFiles.signer(key, "drydock.sign.key", SampleKeys.passphrase("päss wörd"));
        byte[] signature = signer.sign(MESSAGE);
        assertThat(KeyFiles.verifying(sample("cosign.pub"), "drydock.verify.key")
                        .verifies(MESSAGE, signature))
                .isTrue();
        assertThatThrownBy(() -> KeyFiles.signer(key, "drydock.sign.key", SampleKeys.passphrase("pass word")))
                .hasMessageContaining("its passphrase is another one than that in the test");
        assertThatThrownBy(() -> KeyFiles.signer(key, "drydock.sign.key", SampleKeys.passphrase(null)))
                .hasMessageContaining("is encrypted, and there is no passphrase in the test");
    }

    static Stream<String> brokenCosignKeys() {
        String kdf = "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":%s,\"r\":8,\"p\":1},\"salt\":\"AAAA\"},";
        String cipher = "\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\"%s\"},\"ciphertext\":\"%s\"}";
        String nonce = "A".repeat(32);
        String box = "A".repeat(64);
        return Stream.of(
                "no json",
                "{}",
                kdf.formatted("32768").replace("scrypt", "argon2") + cipher.formatted(nonce, box),
                kdf.formatted("2147483648") + cipher.formatted(nonce, box),
                kdf.formatted("1000") + cipher.formatted(nonce, box),
                kdf.formatted("1024") + cipher.formatted("AAAA", box),
                kdf.formatted("1024") + cipher.formatted(nonce, "AAAA"),
                kdf.formatted("1024") + cipher.formatted(nonce, "!"));
    }

    @ParameterizedTest
    @MethodSource("brokenCosignKeys")
    void aCosignKeyInAFormNobodyKnowsIsRefused(String json) throws IOException {
        Path file = Files.writeString(
                temp.resolve("key"),
                SampleKeys.pem("ENCRYPTED COSIGN PRIVATE KEY", json.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> KeyFiles.signer(file, "drydock.sign.key", SampleKeys.passphrase("x")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("in a form that is not known");
    }

    private static Path sample(String name) throws URISyntaxException {
        return Path.of(
                KeyFilesTest.class.getResource("/dev/drydock/sign/" + name).toURI());
    }
}
