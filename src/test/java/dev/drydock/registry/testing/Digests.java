package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests in the form {@code algorithm:hex}. */
final class Digests {

    private Digests() {}

    static String sha256(byte[] bytes) {
        return of("sha256", bytes);
    }

    static String algorithm(String digest) {
        return digest.substring(0, Math.max(0, digest.indexOf(':')));
    }

    static String of(String algorithm, byte[] bytes) {
        try {
            return of(algorithm, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(String algorithm, InputStream in) throws IOException {
        try {
            MessageDigest hash = MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
            return (algorithm.equals("sha512") ? "sha512:" : "sha256:")
                    + HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
