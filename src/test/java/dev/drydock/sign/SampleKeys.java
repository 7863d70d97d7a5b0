package dev.drydock.sign;

import dev.drydock.sign.key.KeyFiles;
import dev.drydock.sign.key.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys made for a test, and files of them. */
public final class SampleKeys {

    private static final Map<Integer, KeyPair> RSA = new ConcurrentHashMap<>();

    private SampleKeys() {}

    public static KeyPair ec(String curve) {
        return pair("EC", new ECGenParameterSpec(curve));
    }

    /** The same pair whenever it is asked for, since making one takes seconds. */
    public static KeyPair rsa(int bits) {
        return RSA.computeIfAbsent(
                bits, size -> pair("RSA", new RSAKeyGenParameterSpec(size, RSAKeyGenParameterSpec.F4)));
    }

    public static KeyPair ed25519() {
        return pair("EdDSA", java.security.spec.NamedParameterSpec.ED25519);
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(kind);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the private key as {@code FILE} and the public one as {@code FILE.pub}. */
    public static Path write(KeyPair pair, Path file) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(
                Path.of(file + ".pub"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        return file;
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** The signer of a file that needs no passphrase. */
    public static Signer signer(Path file) {
        return KeyFiles.signer(file, "drydock.sign.key", passphrase(null));
    }

    /** @param secret null for none */
    public static Passphrase passphrase(String secret) {
        return new Passphrase() {
            @Override
            public Optional<String> find() {
                return Optional.ofNullable(secret);
            }

            @Override
            public String places() {
                return "in the test";
            }
        };
    }
}
