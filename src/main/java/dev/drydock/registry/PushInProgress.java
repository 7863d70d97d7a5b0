package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A push request on its way.
 *
 * @param missingTags those that do not name the image yet
 * @param ways how each blob came to be there, as far as that is known
 * @param present manifests that were there before
 * @param attached attachments that were sent, or would be
 */
@StartUp
record PushInProgress(
        PushRequest request,
        Repository repository,
        Map<Digest, PushContents> contents,
        List<String> missingTags,
        Map<Digest, Way> ways,
        Set<Digest> present,
        Set<Digest> attached) {

    static PushInProgress of(PushRequest request, Repository repository) throws IOException {
        Map<Digest, PushContents> contents = new LinkedHashMap<>();
        for (FetchedManifest manifest : request.manifests()) {
            contents.put(manifest.digest(), PushContents.of(manifest));
        }
        for (FetchedManifest attachment : request.attachments()) {
            contents.put(attachment.digest(), PushContents.of(attachment));
        }
        return new PushInProgress(
                request,
                repository,
                contents,
                new ArrayList<>(),
                new ConcurrentHashMap<>(),
                new HashSet<>(),
                new HashSet<>());
    }

    PushContents contents(FetchedManifest manifest) {
        return Objects.requireNonNull(contents.get(manifest.digest()));
    }

    /** Whether all tags name the image, which they cannot without all its parts being there. */
    boolean isDone() {
        return missingTags.isEmpty() && !request.tags().isEmpty();
    }

    /** Whether nothing about this manifest need be asked: it was not there, so nothing can refer to it. */
    boolean isNew(Digest manifest) {
        return !isDone() && !present.contains(manifest);
    }

    PushReport report() {
        Map<Digest, PushReport.Blob> blobs = new LinkedHashMap<>();
        for (FetchedManifest manifest : request.manifests()) {
            for (Descriptor blob : contents(manifest).blobs()) {
                Way way = ways.getOrDefault(blob.digest(), Way.EXISTED);
                blobs.putIfAbsent(blob.digest(), new PushReport.Blob(blob, way));
            }
        }
        List<PushReport.Attachment> attachments = new ArrayList<>();
        for (FetchedManifest attachment : request.attachments()) {
            attachments.add(attachment(attachment));
        }
        return new PushReport(
                request.target(), request.root().digest(), request.tags(), List.copyOf(blobs.values()), attachments);
    }

    private PushReport.Attachment attachment(FetchedManifest manifest) {
        PushContents its = contents(manifest);
        long bytes = 0;
        for (Descriptor blob : its.blobs()) {
            bytes += blob.size();
        }
        return new PushReport.Attachment(manifest.digest(), its.type(), bytes, attached.contains(manifest.digest()));
    }
}
