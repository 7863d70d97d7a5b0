package dev.drydock.sbom;

import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.software.Purl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names of images in documents. */
final class SubjectNames {

    /** The namespace of names that are URLs, see RFC 9562. */
    private static final UUID URLS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private SubjectNames() {}

    /** The name without tag and digest, complete; the digest for an image without one. */
    static String name(@Nullable Reference name, Digest digest) {
        return name == null ? digest.toString() : name.registry() + "/" + name.repository();
    }

    /** A package URL of the type {@code oci}; "" if the image has no name or no digest. */
    static String purl(@Nullable Reference name, @Nullable Digest digest, @Nullable Platform platform) {
        if (name == null || digest == null) {
            return "";
        }
        String repository = name.registry() + "/" + name.repository();
        Map<String, String> qualifiers = new HashMap<>();
        qualifiers.put("repository_url", repository);
        qualifiers.put("tag", name.tag() == null ? "" : name.tag());
        qualifiers.put("arch", platform == null ? "" : platform.architecture());
        return Purl.of("oci", "", repository.substring(repository.lastIndexOf('/') + 1), digest.toString(), qualifiers);
    }

    /** Always the same for an image: of version 5, made of the digest of its manifest. */
    static UUID uuid(Digest manifest) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(URLS.getMostSignificantBits())
                .putLong(URLS.getLeastSignificantBits())
                .array());
        sha1.update(("https://drydock.dev/sbom/" + manifest).getBytes(StandardCharsets.UTF_8));
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
