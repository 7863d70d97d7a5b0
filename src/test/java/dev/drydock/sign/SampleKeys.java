package dev.drydock.sign;

import dev.drydock.sign.key.KeyFiles;
import dev.drydock.sign.key.Passphrase;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Keys made for a test, and files of them. */
public final class SampleKeys {

    /** By bits of a modulus: how far below the power of two with half of its bits the two largest primes are. */
    private static final Map<Integer, long[]> PRIMES =
            Map.of(1024, new long[] {569, 629}, 2048, new long[] {105, 179}, 3072, new long[] {3453, 4977});

    private SampleKeys() {}

    public static KeyPair ec(String curve) {
        return pair("EC", new ECGenParameterSpec(curve));
    }

    /** The same pair whenever it is asked for. Its primes are well known, since a search for others takes seconds. */
    public static KeyPair rsa(int bits) {
        BigInteger below = BigInteger.ONE.shiftLeft(bits / 2);
        long[] distances = PRIMES.get(bits);
        BigInteger p = below.subtract(BigInteger.valueOf(distances[0]));
        BigInteger q = below.subtract(BigInteger.valueOf(distances[1]));
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger e = RSAKeyGenParameterSpec.F4;
        BigInteger d = e.modInverse(p1.multiply(q1).divide(p1.gcd(q1)));
        BigInteger n = p.multiply(q);
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(n, e)),
                    factory.generatePrivate(
                            new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
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
