package dev.drydock.sign.key;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sign.Signer;
import dev.drydock.sign.VerifyingKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Files of keys: EC P-256 or RSA of at least 2048 bits, the ones all of cosign's versions and relatives can verify. */
public final class KeyFiles {

    private static final int LEAST_RSA_BITS = 2048;

    private static final String MAKE_ONE =
            "Make a key: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE.";

    private static final List<String> ALGORITHMS = List.of("EC", "RSA");

    private static final List<String> REFUSED = List.of("EdDSA", "XDH", "RSASSA-PSS", "DSA", "DiffieHellman");

    private KeyFiles() {}

    /**
     * The signer that a private key makes.
     *
     * @param file PKCS #8 in PEM form, or cosign's own
     * @param setting that names the file, for messages
     * @param passphrase of one that is encrypted
     * @throws BuildFailure if it cannot be read or is another kind of key
     */
    public static Signer signer(Path file, String setting, Passphrase passphrase) {
        Pem pem = Pem.read(file, setting);
        String where = "The key " + file + " (" + setting + ") ";
        byte[] pkcs8 = switch (pem.label()) {
            case "PRIVATE KEY" -> pem.content();
            case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
                CosignKey.decrypted(pem.content(), where, passphrase);
            default -> throw refused(pem.label(), where);
        };
        PrivateKey key = known(factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), where);
        return KeySigner.of(key, file.toString());
    }

    /**
     * A public key.
     *
     * @param file a SubjectPublicKeyInfo in PEM form, such as {@code cosign.pub}
     * @param setting that names the file, for messages
     */
    public static VerifyingKey verifying(Path file, String setting) {
        Pem pem = Pem.read(file, setting);
        String where = "The key " + file + " (" + setting + ") ";
        if (!pem.label().equals("PUBLIC KEY")) {
            throw pem.label().endsWith("PRIVATE KEY")
                    ? BuildFailure.ofBuild(
                            where + "is a private key: signatures are verified with the public one",
                            "Have it written to a file: openssl pkey -in " + file + " -pubout -out FILE;"
                                    + " cosign has written it to cosign.pub.")
                    : BuildFailure.ofBuild(
                            where + "is no public key but a " + pem.label(),
                            "A public key begins with -----BEGIN PUBLIC KEY-----.");
        }
        X509EncodedKeySpec info = new X509EncodedKeySpec(pem.content());
        PublicKey key = known(factory -> factory.generatePublic(info), where);
        return new VerifyingKey(key, file.toString());
    }

    private interface Reading<K> {
        K by(KeyFactory factory) throws GeneralSecurityException;
    }

    private static <K> K known(Reading<K> reading, String where) {
        for (String algorithm : ALGORITHMS) {
            Optional<K> key = read(reading, algorithm);
            if (key.isPresent()) {
                check(key.get(), where);
                return key.get();
            }
        }
        String other = "";
        for (String algorithm : REFUSED) {
            other = other.isEmpty() && read(reading, algorithm).isPresent() ? algorithm : other;
        }
        throw BuildFailure.ofBuild(
                where
                        + (other.isEmpty()
                                ? "is damaged, or of a kind that Java does not know"
                                : "is of the kind " + other + ", which cosign and others do not verify reliably"),
                "Use an EC key on P-256, or RSA. " + MAKE_ONE);
    }

    private static <K> Optional<K> read(Reading<K> reading, String algorithm) {
        try {
            return Optional.of(reading.by(KeyFactory.getInstance(algorithm)));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private static void check(Object key, String where) {
        if (key instanceof ECKey ec && !P256.isCurveOf(ec)) {
            throw BuildFailure.ofBuild(
                    where + "is on an elliptic curve of "
                            + ec.getParams().getOrder().bitLength() + " bits that is not P-256",
                    MAKE_ONE);
        }
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw BuildFailure.ofBuild(
                    where + "is an RSA key of only " + rsa.getModulus().bitLength() + " bits",
                    "Use one of at least " + LEAST_RSA_BITS + " bits, or an EC key. " + MAKE_ONE);
        }
    }

    private static BuildFailure refused(String label, String where) {
        return switch (label) {
            case "ENCRYPTED PRIVATE KEY" ->
                BuildFailure.ofBuild(
                        where + "is encrypted in the way of PKCS #8, which is not read",
                        "Make it one of cosign's encrypted keys with 'cosign import-key-pair --key FILE', or decrypt it"
                                + " with 'openssl pkcs8 -in FILE -out PLAIN'.");
            case "EC PRIVATE KEY", "RSA PRIVATE KEY" ->
                BuildFailure.ofBuild(
                        where + "has the older form -----BEGIN " + label + "-----",
                        "Convert it to PKCS #8: openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW.");
            case "OPENSSH PRIVATE KEY" -> BuildFailure.ofBuild(where + "is a key for SSH", MAKE_ONE);
            case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE" ->
                BuildFailure.ofBuild(
                        where + "is a " + (label.equals("CERTIFICATE") ? "certificate" : "public key")
                                + ": signing takes the private key",
                        "Name the file that begins with -----BEGIN PRIVATE KEY-----.");
            default -> BuildFailure.ofBuild(where + "is a " + label + ", which cannot sign", MAKE_ONE);
        };
    }
}
