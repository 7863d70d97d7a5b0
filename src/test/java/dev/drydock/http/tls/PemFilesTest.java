package dev.drydock.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.registry.testing.TestAuthority;
import dev.drydock.sign.SampleKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemFilesTest {

    private static final byte[] P256 = {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07};

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key.pem"), text, StandardCharsets.ISO_8859_1);
    }

    /** The key inside PKCS#8: an octet string after version and algorithm. */
    private static byte[] inner(byte[] pkcs8) {
        int[] at = {0};
        skipHead(pkcs8, at);
        at[0] += 3;
        int algorithm = skipHead(pkcs8, at);
        at[0] += algorithm;
        int length = skipHead(pkcs8, at);
        return Arrays.copyOfRange(pkcs8, at[0], at[0] + length);
    }

    private static int skipHead(byte[] der, int[] at) {
        int first = der[at[0] + 1] & 0xFF;
        at[0] += 2;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; first > 0x80 && i < (first & 0x7F); i++) {
            length = length << 8 | der[at[0]++] & 0xFF;
        }
        return length;
    }

    /** As {@code openssl ecparam -genkey} writes it: with its curve, which PKCS#8 has outside. */
    private static byte[] sec1(PrivateKey key) {
        byte[] plain = inner(key.getEncoded());
        int[] at = {0};
        skipHead(plain, at);
        int secret = plain[at[0] + 4] & 0xFF;
        byte[] head = Arrays.copyOfRange(plain, at[0], at[0] + 5 + secret);
        return TestAuthority.der(0x30, head, TestAuthority.der(0xa0, P256));
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 0"})
    void keysInPkcs8AreRead(String algorithm, int bits) throws IOException {
        PrivateKey key =
                (algorithm.equals("RSA") ? SampleKeys.rsa(bits) : TestAuthority.keys(algorithm, bits)).getPrivate();
        assertThat(PemFiles.privateKey(file("of somebody\n" + TestAuthority.pem("PRIVATE KEY", key.getEncoded()))))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"1024", "2048"})
    void rsaKeysInPkcs1AreRead(int bits) throws IOException {
        PrivateKey key = SampleKeys.rsa(bits).getPrivate();
        String pem = TestAuthority.pem("RSA PRIVATE KEY", inner(key.getEncoded()));
        assertThat(PemFiles.privateKey(file(pem))).isEqualTo(key);
        assertThat(PemFiles.privateKey(file(pem.replace("\n", "\r\n")))).isEqualTo(key);
    }

    @Test
    void ecKeysInTheirOlderFormAreReadAfterTheirParameters() throws IOException {
        PrivateKey key = TestAuthority.keys("EC", 256).getPrivate();
        String parameters = TestAuthority.pem("EC PARAMETERS", P256);
        assertThat(PemFiles.privateKey(file(parameters + TestAuthority.pem("EC PRIVATE KEY", sec1(key)))))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class, read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) key).getS()));
        assertThatThrownBy(
                        () -> PemFiles.privateKey(file(TestAuthority.pem("EC PRIVATE KEY", inner(key.getEncoded())))))
                .hasMessageContaining("key.pem")
                .hasMessageContaining("names no curve");
    }

    @Test
    void whatCannotBeUsedIsNamedAndNeverQuoted() {
        String secret = "c2VjcmV0c2VjcmV0";
        Map<String, String> cases = Map.of(
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + secret + "\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "encrypted",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + secret
                        + "\n-----END RSA PRIVATE KEY-----\n",
                "encrypted",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + secret + "\n-----END OPENSSH PRIVATE KEY-----\n",
                "OpenSSH",
                "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n",
                "neither RSA nor EC nor EdDSA",
                "-----BEGIN PRIVATE KEY-----\n" + secret,
                "no private key in PEM form",
                "-----BEGIN PRIVATE KEY-----\n" + secret + "=A=\n-----END PRIVATE KEY-----\n",
                "damaged",
                "",
                "no private key in PEM form",
                "\0\1\2 " + secret,
                "no private key in PEM form");
        cases.forEach((text, said) -> assertThatThrownBy(() -> PemFiles.privateKey(file(text)))
                .as(text)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem")
                .hasMessageContaining(said)
                .hasMessageNotContaining(secret));
    }

    @Test
    void damagedKeysAreNeverMoreThanAnIoException() throws IOException {
        PrivateKey key = TestAuthority.keys("EC", 256).getPrivate();
        byte[] whole = sec1(key);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(Math.min(8, damaged.length))] = (byte) random.nextInt(256);
            try {
                PemFiles.privateKey(file(TestAuthority.pem("EC PRIVATE KEY", damaged)));
            } catch (IOException expected) {
                assertThat(expected).hasMessageContaining("key.pem");
            }
        }
    }

    @Test
    void certificatesAreReadWithAllThatStandsBetweenThem() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        TestAuthority.Issued one = authority.issue("one.test");
        String both = Files.readString(one.certificate()) + "\n# the authority, grüße\n" + Files.readString(one.key())
                + Files.readString(authority.pem());
        assertThat(PemFiles.certificates(file(both.replace("\n", "\r\n"))))
                .hasSize(2)
                .first()
                .isEqualTo(one.signed());
        assertThatThrownBy(() -> PemFiles.certificates(one.key())).hasMessageContaining("no certificate in PEM form");
        assertThatThrownBy(() -> PemFiles.certificates(directory.resolve("absent.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.pem");
        assertThatThrownBy(() ->
                        PemFiles.certificates(file("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem");
    }
}
