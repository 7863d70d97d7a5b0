package dev.drydock.image;

import dev.drydock.startup.StartUp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The digest of stored bytes, {@code algorithm:hex}, as in the OCI image specification. Whether it names a blob or, as a
 * diff ID, an uncompressed layer, is said by whoever holds it.
 */
@StartUp
public final class Digest {

    private final String algorithm;
    private final byte[] hash;
    private @Nullable String hex;

    /** @throws IllegalArgumentException as {@link #parse} does */
    public Digest(String algorithm, String hex) {
        if (hex.length() != hexLength(algorithm) || !isLowerHex(hex)) {
            throw new IllegalArgumentException("not a digest: " + algorithm + ":" + hex);
        }
        this.algorithm = algorithm;
        this.hash = HexFormat.of().parseHex(hex);
        this.hex = hex;
    }

    // Digits are made when somebody wants them: the index of a layer has one digest for each file.
    private Digest(byte[] sha256) {
        this.algorithm = "sha256";
        this.hash = sha256;
    }

    private static int hexLength(String algorithm) {
        return switch (algorithm) {
            case "sha256" -> 64;
            case "sha384" -> 96;
            case "sha512" -> 128;
            default -> -1;
        };
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException if text is not sha256, sha384 or sha512 with its number of lower-case hex digits */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a digest: " + text);
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** SHA-256 of the bytes. */
    public static Digest of(byte[] bytes) {
        return ofSha256(newSha256().digest(bytes));
    }

    /** From the 32 bytes a SHA-256 ended with, which belong to the digest from now on. */
    public static Digest ofSha256(byte[] hash) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("not a SHA-256: " + hash.length + " bytes");
        }
        return new Digest(hash);
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A fresh computation of this digest's algorithm, for verifying. */
    public MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(
                    switch (algorithm) {
                        case "sha384" -> "SHA-384";
                        case "sha512" -> "SHA-512";
                        default -> "SHA-256";
                    });
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /** {@code sha256}, {@code sha384} or {@code sha512}. */
    public String algorithm() {
        return algorithm;
    }

    /** Do not change them. */
    public byte[] hash() {
        return hash;
    }

    /** Lower-case hex digits. */
    public String hex() {
        String made = hex;
        if (made == null) {
            made = HexFormat.of().formatHex(hash);
            hex = made;
        }
        return made;
    }

    /** The first 12 hex digits, as logs show it. */
    public String shortHex() {
        return hex().substring(0, 12);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && Arrays.equals(hash, digest.hash) && algorithm.equals(digest.algorithm);
    }

    @Override
    public int hashCode() {
        return (hash[0] & 0xFF) << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | hash[3] & 0xFF;
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex();
    }
}
