package dev.drydock.http.tls;

import dev.drydock.failure.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files (RFC 7468); whatever stands between the blocks is ignored. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private PemFiles() {}

    private record Block(String kind, byte[] der) {}

    /** @throws IOException naming the file, if it cannot be read or holds no certificate */
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.kind.endsWith("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der)));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " contains a certificate that cannot be read: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + " contains no certificate in PEM form");
        }
        return found;
    }

    /** @throws IOException naming the file, if it cannot be read or holds no key we understand */
    static PrivateKey privateKey(Path file) throws IOException {
        for (Block block : blocks(file)) {
            switch (block.kind) {
                case "PRIVATE KEY":
                    return parseKey(file, block.der);
                case "RSA PRIVATE KEY":
                    return parseKey(file, Der.pkcs8(RSA_ALGORITHM, block.der));
                case "EC PRIVATE KEY":
                    byte[] curve = Der.ecCurve(block.der);
                    if (curve.length == 0) {
                        throw new IOException(file + ": the EC key names no curve");
                    }
                    return parseKey(file, Der.pkcs8(Der.wrap(0x30, EC_OID, curve), block.der));
                case "ENCRYPTED PRIVATE KEY":
                    throw encrypted(file);
                default:
                    break;
            }
        }
        String text = text(file);
        if (text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw encrypted(file);
        }
        if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
            throw new IOException(file + ": the key is in OpenSSH's own form; it must be in PEM form");
        }
        throw new IOException(file + " contains no private key in PEM form");
    }

    private static IOException encrypted(Path file) {
        return new IOException(file + ": the key is encrypted; it must be one without a pass phrase");
    }

    private static PrivateKey parseKey(Path file, byte[] pkcs8) throws IOException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException nextAlgorithm) {
                // The algorithm is in the key; only the factories know which they accept.
            }
        }
        throw new IOException(file + ": the private key is neither RSA nor EC nor EdDSA");
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + Cause.of(e, file), e);
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " contains a damaged PEM block, " + matcher.group(1), e);
            }
        }
        return blocks;
    }
}
