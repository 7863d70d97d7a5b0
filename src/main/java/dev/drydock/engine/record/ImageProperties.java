package dev.drydock.engine.record;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code image.properties}: what a build tells of its image to what filters manifests and charts, and to scripts. */
public final class ImageProperties {

    static final String FILE = "image.properties";

    /** The image by its digest: {@code registry.example/team/app@sha256:…}. */
    public static final String REFERENCE = "drydock.reference";

    public static final String DIGEST = "drydock.digest";

    /** Digest of the config, of the first platform's if there are several. */
    public static final String IMAGE_ID = "drydock.image.id";

    private ImageProperties() {}

    /** Names and digests have no character that means anything in such a file. */
    static byte[] encode(List<Reference> names, Descriptor root, Digest imageId) {
        String reference = names.get(0).byDigest(root.digest()).fullName();
        String text = REFERENCE + "=" + reference + "\n" + DIGEST + "=" + root.digest() + "\n" + IMAGE_ID + "="
                + imageId + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
