package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** A private certificate authority (RFC 5280, as little of it as there need be), and what it signs. */
public final class TestAuthority {

    private static final byte[] ECDSA_WITH_SHA256 =
            der(0x30, new byte[] {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02});
    private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1d, 0x13};
    private static final byte[] ALTERNATIVE_NAMES = {0x06, 0x03, 0x55, 0x1d, 0x11};
    private static final AtomicInteger SERIALS = new AtomicInteger(1);

    private final Path directory;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** @param directory where its files and those of what it signs are written */
    public TestAuthority(Path directory) {
        this.directory = directory;
        keys = keys("EC", 256);
        certificate =
                sign(keys, "test authority " + SERIALS.get(), Instant.now().plus(Duration.ofDays(1)), true);
    }

    /** Its own certificate, a PEM file with a comment before it. */
    public Path pem() {
        return write("ca.pem", "a comment\n" + pem("CERTIFICATE", encoded(certificate)));
    }

    /**
     * A key with its certificate.
     *
     * @param certificate PEM file, what was signed first
     * @param key PEM file, PKCS#8
     */
    public record Issued(PrivateKey secret, X509Certificate signed, Path certificate, Path key, SSLContext context) {}

    /** For a server with these names or addresses, or a client with any. */
    public Issued issue(String... names) {
        return issue(keys("EC", 256), Instant.now().plus(Duration.ofDays(1)), names);
    }

    /** One that was good until a moment ago. */
    public Issued issueExpired(String... names) {
        return issue(keys("EC", 256), Instant.now().minus(Duration.ofMinutes(5)), names);
    }

    private Issued issue(KeyPair pair, Instant until, String... names) {
        X509Certificate signed = sign(pair, names[0], until, false, names);
        String file = names[0].replaceAll("[^A-Za-z0-9.]", "_") + "-" + signed.getSerialNumber();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", pair.getPrivate(), new char[0], new X509Certificate[] {signed, certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
            return new Issued(
                    pair.getPrivate(),
                    signed,
                    write(file + ".pem", pem("CERTIFICATE", encoded(signed))),
                    write(file + ".key", pem("PRIVATE KEY", pair.getPrivate().getEncoded())),
                    context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fresh key pair. */
    public static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(KeyPair subject, String name, Instant until, boolean authority, String... names) {
        try {
            byte[] issuer = certificate == null
                    ? new X500Principal("CN=" + name).getEncoded()
                    : certificate.getSubjectX500Principal().getEncoded();
            ByteArrayOutputStream alternatives = new ByteArrayOutputStream();
            for (String alternative : names) {
                boolean address = alternative.matches("[0-9.]+|.*:.*");
                alternatives.writeBytes(
                        address
                                ? der(0x87, InetAddress.getByName(alternative).getAddress())
                                : der(0x82, alternative.getBytes(StandardCharsets.US_ASCII)));
            }
            byte[] constraints = authority ? der(0x30, new byte[] {0x01, 0x01, (byte) 0xff}) : der(0x30);
            byte[] extensions = der(
                    0xa3,
                    der(
                            0x30,
                            der(0x30, BASIC_CONSTRAINTS, new byte[] {0x01, 0x01, (byte) 0xff}, der(0x04, constraints)),
                            names.length == 0
                                    ? new byte[0]
                                    : der(0x30, ALTERNATIVE_NAMES, der(0x04, der(0x30, alternatives.toByteArray())))));
            byte[] content = der(
                    0x30,
                    new byte[] {(byte) 0xa0, 0x03, 0x02, 0x01, 0x02},
                    der(
                            0x02,
                            java.math.BigInteger.valueOf(SERIALS.getAndIncrement())
                                    .toByteArray()),
                    ECDSA_WITH_SHA256,
                    issuer,
                    der(0x30, time(until.minus(Duration.ofDays(2))), time(until)),
                    new X500Principal("CN=" + name).getEncoded(),
                    subject.getPublic().getEncoded(),
                    extensions);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] whole = der(0x30, content, ECDSA_WITH_SHA256, der(0x03, new byte[1], signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] time(Instant instant) {
        return der(
                0x17,
                DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** A value of ASN.1's distinguished encoding. */
    public static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        byte[] length = java.math.BigInteger.valueOf(content.size()).toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() >= 0x80) {
            int leading = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - leading);
            out.write(length, leading, length.length - leading);
        } else {
            out.write(content.size());
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A block as RFC 7468 has it. */
    public static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
