package dev.drydock.push;

import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the blobs are that a run of Maven has pushed, so that a later module with the same layers has its registry take them from
 * there. Remembers one repository of each registry for a blob. Thread-safe.
 */
@StartUp
public final class PushedBlobs {

    /** By digest, then by registry. */
    private final Map<Digest, Map<String, Reference>> places = new HashMap<>();

    /** Repositories that have the blob. */
    public synchronized List<Reference> places(Digest blob) {
        return new ArrayList<>(places.getOrDefault(blob, Map.of()).values());
    }

    /** All blobs of an image that has been pushed are in its repository. */
    public synchronized void learn(PushReport push) {
        for (PushReport.Blob blob : push.blobs()) {
            if (blob.way() != PushReport.Way.LEFT_OUT) {
                Digest digest = blob.descriptor().digest();
                Map<String, Reference> known = places.get(digest);
                if (known == null) {
                    known = new LinkedHashMap<>();
                    places.put(digest, known);
                }
                known.putIfAbsent(push.target().registry(), push.target());
            }
        }
    }
}
