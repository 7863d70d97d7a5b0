package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A push request on its way.
 *
 * @param missingTags those that do not name the image yet
 * @param ways how each blob came to be there, as far as that is known
 */
@StartUp
record PushInProgress(
        PushRequest request,
        Repository repository,
        Map<Digest, PushContents> contents,
        List<String> missingTags,
        Map<Digest, Way> ways) {

    static PushInProgress of(PushRequest request, Repository repository) throws IOException {
        Map<Digest, PushContents> contents = new LinkedHashMap<>();
        for (FetchedManifest manifest : request.manifests()) {
            contents.put(manifest.digest(), PushContents.of(manifest));
        }
        return new PushInProgress(request, repository, contents, new ArrayList<>(), new ConcurrentHashMap<>());
    }

    PushContents contents(FetchedManifest manifest) {
        return Objects.requireNonNull(contents.get(manifest.digest()));
    }

    /** Whether all tags name the image, which they cannot without all its parts being there. */
    boolean isDone() {
        return missingTags.isEmpty() && !request.tags().isEmpty();
    }

    PushReport report() {
        Map<Digest, PushReport.Blob> blobs = new LinkedHashMap<>();
        for (PushContents one : contents.values()) {
            for (Descriptor blob : one.blobs()) {
                Way way = ways.getOrDefault(blob.digest(), Way.EXISTED);
                blobs.putIfAbsent(blob.digest(), new PushReport.Blob(blob, way));
            }
        }
        return new PushReport(request.target(), request.root().digest(), request.tags(), List.copyOf(blobs.values()));
    }
}
