package dev.drydock.sharedcache;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.store.StepRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result of a step as an OCI artifact: its one layer is the step's, annotations say by which keys it is known and what the
 * layer unpacks to. Each key is a tag of it.
 */
final class StepArtifact {

    static final String TYPE = "application/vnd.drydock.step.v1";

    private static final String TAG = "drydock-step-";
    private static final String KEYS = "dev.drydock.step.keys";
    private static final String DIFF_ID = "dev.drydock.step.diff-id";
    private static final String TAR_SIZE = "dev.drydock.step.tar-size";
    private static final String MILLIS = "dev.drydock.step.milliseconds";

    private static final Set<String> LAYERS =
            Set.of(MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_GZIP, MediaTypes.OCI_LAYER_ZSTD);

    private StepArtifact() {}

    static String tag(Digest key) {
        return TAG + key.hex();
    }

    static Manifest encode(List<Digest> keys, StepRecord record) {
        return Manifest.ofArtifact(
                TYPE,
                List.of(record.layer().blob()),
                Map.of(
                        KEYS,
                        keys.stream().map(Digest::toString).collect(Collectors.joining(" ")),
                        DIFF_ID,
                        record.layer().diffId().toString(),
                        TAR_SIZE,
                        Long.toString(record.tarSize()),
                        MILLIS,
                        Long.toString(record.took().toMillis())));
    }

    /** @throws IOException if this is not the result of that step */
    static StepRecord decode(byte[] raw, Digest key) throws IOException {
        var document = Json.parseObject(raw);
        if (!document.path("artifactType").asText("").equals(TYPE)) {
            throw new IOException("it is not the result of a step");
        }
        Manifest manifest = Manifest.parse(raw, MediaTypes.OCI_MANIFEST);
        Map<String, String> annotations = Json.stringMap(document, "annotations");
        List<String> keys = Arrays.asList(annotations.getOrDefault(KEYS, "").split(" "));
        if (!keys.contains(key.toString())) {
            throw new IOException("it is the result of another step");
        }
        if (manifest.layers().size() != 1) {
            throw new IOException("it has " + manifest.layers().size() + " layers");
        }
        Descriptor blob = manifest.layers().get(0);
        if (!LAYERS.contains(blob.mediaType())) {
            throw new IOException("its layer is of type " + blob.mediaType());
        }
        try {
            return new StepRecord(
                    new Layer(blob, Digest.parse(annotations.getOrDefault(DIFF_ID, ""))),
                    number(annotations, TAR_SIZE),
                    Duration.ofMillis(number(annotations, MILLIS)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static long number(Map<String, String> annotations, String name) {
        long number = Long.parseLong(annotations.getOrDefault(name, ""));
        if (number < 0) {
            throw new IllegalArgumentException(name + " is " + number);
        }
        return number;
    }
}
