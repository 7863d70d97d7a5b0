package dev.drydock.sharedcache;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The index of a layer as an OCI artifact: whoever has it can copy onto the layer without the layer. The diff ID is its tag. */
final class IndexArtifact {

    static final String TYPE = "application/vnd.drydock.layer-index.v1";

    private static final String DIFF_ID = "dev.drydock.layer.diff-id";

    private IndexArtifact() {}

    static String tag(Digest diffId) {
        return "drydock-index-" + diffId.hex();
    }

    /** @param index of a file {@link dev.drydock.layer.LayerIndexes} wrote */
    static Manifest encode(Digest diffId, Digest index, long size) {
        return Manifest.ofArtifact(
                TYPE, List.of(new Descriptor(TYPE, index, size)), Map.of(DIFF_ID, diffId.toString()));
    }

    /** @throws IOException if this is not the index of that layer */
    static Descriptor decode(byte[] raw, Digest diffId) throws IOException {
        var document = Json.parseObject(raw);
        Manifest manifest = Manifest.parse(raw, MediaTypes.OCI_MANIFEST);
        boolean right = document.path("artifactType").asText("").equals(TYPE)
                && manifest.layers().size() == 1
                && Json.stringMap(document, "annotations")
                        .getOrDefault(DIFF_ID, "")
                        .equals(diffId.toString());
        if (!right) {
            throw new IOException("it is not the index of that layer");
        }
        return manifest.layers().get(0);
    }
}
