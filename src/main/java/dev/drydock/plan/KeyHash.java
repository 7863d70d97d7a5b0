package dev.drydock.plan;

import dev.drydock.image.Digest;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;

/**
 * Hashes a definition so that different definitions never give the same bytes: every value carries its length, every list
 * its count, every part its name. Strings go in as UTF-16, which also keeps names that are no text apart.
 */
final class KeyHash {

    private final MessageDigest hash = Digest.newSha256();

    KeyHash(String kind) {
        text(kind);
    }

    KeyHash part(String name, String value) {
        text(name);
        text(value);
        return this;
    }

    KeyHash part(String name, long value) {
        text(name);
        number(value);
        return this;
    }

    KeyHash part(String name, boolean value) {
        return part(name, value ? 1 : 0);
    }

    KeyHash inline(InlineFile file) {
        return part("inline", file.name()).part("mode", file.mode()).part("text", file.content());
    }

    KeyHash part(String name, byte[] value) {
        text(name);
        number(value.length);
        hash.update(value);
        return this;
    }

    KeyHash part(String name, Collection<?> values) {
        text(name);
        number(values.size());
        for (Object value : values) {
            text(value.toString());
        }
        return this;
    }

    KeyHash part(String name, Map<String, String> values) {
        text(name);
        number(values.size());
        for (Map.Entry<String, String> value : values.entrySet()) {
            part(value.getKey(), value.getValue());
        }
        return this;
    }

    Digest digest() {
        return Digest.ofSha256(hash.digest());
    }

    private void text(String value) {
        number(value.length());
        for (int i = 0; i < value.length(); i++) {
            hash.update((byte) (value.charAt(i) >> 8));
            hash.update((byte) value.charAt(i));
        }
    }

    private void number(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash.update((byte) (value >> shift));
        }
    }
}
