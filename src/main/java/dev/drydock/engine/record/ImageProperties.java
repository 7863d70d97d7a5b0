package dev.drydock.engine.record;

import dev.drydock.engine.ResultProperties;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code image.properties}: what a build tells of its image to what filters manifests and charts, and to scripts. */
final class ImageProperties {

    static final String FILE = "image.properties";

    private ImageProperties() {}

    /** Names and digests have no character that means anything in such a file. */
    static byte[] encode(List<Reference> names, Descriptor root, Digest imageId) {
        String reference = names.get(0).byDigest(root.digest()).fullName();
        String text = ResultProperties.REFERENCE + "=" + reference + "\n" + ResultProperties.DIGEST + "="
                + root.digest() + "\n" + ResultProperties.IMAGE_ID + "=" + imageId + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
