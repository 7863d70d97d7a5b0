package dev.drydock.registry;

import dev.drydock.concurrent.Tasks;
import dev.drydock.http.HttpAnswer;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Pushes images in an order in which every stage is harmless if the next one fails: blobs, manifests by digest, indexes,
 * attachments, and only when all of that is there for all images, the tags. Blobs that a registry has already are not sent.
 */
final class Pusher {

    private final Endpoints endpoints;
    private final Manifests manifests;
    private final Referrers referrers;
    private final AttachmentPusher attachments;
    private final BlobPusher blobs;
    private final BlobMounts mounts;
    private final ExecutorService executor;
    private final BuildLog log;

    Pusher(
            Endpoints endpoints,
            Manifests manifests,
            Referrers referrers,
            BlobPusher blobs,
            BlobMounts mounts,
            ExecutorService executor,
            BuildLog log) {
        this.endpoints = endpoints;
        this.manifests = manifests;
        this.referrers = referrers;
        this.attachments = new AttachmentPusher(this, manifests, referrers, blobs, executor);
        this.blobs = blobs;
        this.mounts = mounts;
        this.executor = executor;
        this.log = log;
    }

    /** Everything but the tags. */
    List<PushInProgress> upload(List<PushRequest> requests) throws IOException, InterruptedException {
        List<PushInProgress> pushes = begin(requests);
        List<PushInProgress> open = open(pushes);
        List<Callable<Descriptor>> tasks = new ArrayList<>(blobTasks(open));
        List<AttachmentPusher.Missing> missing = new ArrayList<>();
        for (PushInProgress push : pushes) {
            AttachmentPusher.Missing attached = attachments.look(push);
            tasks.addAll(attached.blobs());
            missing.add(attached);
        }
        Tasks.runOn(executor, tasks);
        // A single image with a single tag needs no second name: the tag is set with the manifest, if nothing is to be
        // attached.
        boolean atOnce = open.size() == 1
                && open.get(0).missingTags().size() == 1
                && open.get(0).request().attachments().isEmpty();
        for (PushInProgress push : open) {
            putManifests(push, !atOnce);
        }
        for (AttachmentPusher.Missing attached : missing) {
            attachments.put(attached);
        }
        return pushes;
    }

    /** All that is left to do for what was uploaded. */
    List<PushReport> tag(List<PushInProgress> pushes) throws IOException, InterruptedException {
        List<Callable<String>> tags = new ArrayList<>();
        for (PushInProgress push : open(pushes)) {
            for (String tag : push.missingTags()) {
                tags.add(() -> {
                    put(push, tag, push.request().root());
                    return tag;
                });
            }
        }
        Tasks.runOn(executor, tags);
        List<PushReport> reports = new ArrayList<>();
        for (PushInProgress push : pushes) {
            reports.add(push.report());
        }
        return reports;
    }

    private static List<PushInProgress> open(List<PushInProgress> pushes) {
        List<PushInProgress> open = new ArrayList<>();
        for (PushInProgress push : pushes) {
            if (!push.isDone()) {
                open.add(push);
            }
        }
        return open;
    }

    PushReport preview(PushRequest request) throws IOException, InterruptedException {
        PushInProgress push = begin(List.of(request)).get(0);
        if (!push.isDone()) {
            List<Callable<Way>> tasks = new ArrayList<>();
            for (FetchedManifest manifest : push.request().manifests()) {
                if (!exists(push, manifest)) {
                    for (Descriptor blob : push.contents(manifest).blobs()) {
                        tasks.add(() -> {
                            Way way = foresee(push, blob);
                            push.ways().put(blob.digest(), way);
                            return way;
                        });
                    }
                }
            }
            Tasks.runOn(executor, tasks);
        }
        attachments.foresee(push);
        return push.report();
    }

    private Way foresee(PushInProgress push, Descriptor blob) throws IOException, InterruptedException {
        if (PushContents.staysOutside(blob)) {
            return Way.LEFT_OUT;
        }
        if (blobs.exists(push.repository(), blob)) {
            return Way.EXISTED;
        }
        BlobSource source = push.request().blobs();
        boolean mountable = !mounts.candidates(push.repository(), blob, source.origins(blob.digest()))
                .isEmpty();
        return mountable ? Way.MOUNTED : source.file(blob.digest()).isPresent() ? Way.SENT : Way.STREAMED;
    }

    /** Looks which tags are missing or name something else; that is all there is to do when nothing has changed. */
    private List<PushInProgress> begin(List<PushRequest> requests) throws IOException, InterruptedException {
        List<PushInProgress> pushes = new ArrayList<>();
        for (PushRequest request : requests) {
            PushInProgress push = PushInProgress.of(request, endpoints.repository(request.target()));
            for (String tag : request.tags()) {
                Optional<Descriptor> now =
                        manifests.look(push.repository(), push.repository().toPush(), tag);
                if (now.isEmpty() || !now.get().digest().equals(request.root().digest())) {
                    push.missingTags().add(tag);
                }
            }
            pushes.add(push);
        }
        return pushes;
    }

    /**
     * The largest first, so that the last to finish is a small one. A blob that several repositories of a registry want is
     * brought to one after the other: all but the first take it from there.
     */
    private List<Sending> blobTasks(List<PushInProgress> pushes) throws IOException, InterruptedException {
        Map<String, Sending> together = new LinkedHashMap<>();
        for (PushInProgress push : pushes) {
            for (FetchedManifest manifest : push.request().manifests()) {
                if (!exists(push, manifest)) {
                    for (Descriptor blob : push.contents(manifest).blobs()) {
                        Sending sending = new Sending(push, blob);
                        Sending first =
                                together.putIfAbsent(push.repository().registry() + " " + blob.digest(), sending);
                        if (first != null) {
                            first.others.add(sending);
                        }
                    }
                }
            }
        }
        List<Sending> tasks = new ArrayList<>(together.values());
        Collections.sort(tasks);
        return tasks;
    }

    /** A blob a repository wants, and after it the others of its registry that want the same; the largest comes first. */
    private final class Sending implements Callable<Descriptor>, Comparable<Sending> {

        private final PushInProgress push;
        private final Descriptor blob;
        private final List<Sending> others = new ArrayList<>();

        Sending(PushInProgress push, Descriptor blob) {
            this.push = push;
            this.blob = blob;
        }

        @Override
        public Descriptor call() throws IOException, InterruptedException {
            bring(push, blob);
            for (Sending other : others) {
                bring(other.push, other.blob);
            }
            return blob;
        }

        @Override
        public int compareTo(Sending other) {
            return Long.compare(other.blob.size(), blob.size());
        }
    }

    private boolean exists(PushInProgress push, FetchedManifest manifest) throws IOException, InterruptedException {
        boolean exists = manifests
                .look(
                        push.repository(),
                        push.repository().toPush(),
                        manifest.digest().toString())
                .isPresent();
        if (exists) {
            push.present().add(manifest.digest());
        }
        return exists;
    }

    private void bring(PushInProgress push, Descriptor blob) throws IOException, InterruptedException {
        Way way = PushContents.staysOutside(blob)
                ? Way.LEFT_OUT
                : blobs.push(push.repository(), blob, push.request().blobs());
        // By one thread for each digest of a registry; how it came to be there says more than that it was there
        // afterwards.
        Way before = push.ways().get(blob.digest());
        if (before == null || before == Way.EXISTED) {
            push.ways().put(blob.digest(), way);
        }
    }

    private void putManifests(PushInProgress push, boolean rootToo) throws IOException, InterruptedException {
        List<FetchedManifest> all = push.request().manifests();
        for (FetchedManifest manifest :
                rootToo || push.missingTags().isEmpty() ? all : all.subList(0, all.size() - 1)) {
            put(push, manifest.digest().toString(), manifest);
        }
    }

    private void put(PushInProgress push, String selector, FetchedManifest manifest)
            throws IOException, InterruptedException {
        Digest subject = push.contents(manifest).subject();
        if (!putAndTellIfListed(push, selector, manifest) && subject != null) {
            referrers.add(push.repository(), subject, List.of(manifest));
        }
    }

    /** Whether the registry itself lists what refers to the manifest's subject. */
    boolean putAndTellIfListed(PushInProgress push, String selector, FetchedManifest manifest)
            throws IOException, InterruptedException {
        HttpAnswer answer;
        try {
            answer = manifests.put(push.repository(), selector, manifest);
        } catch (StatusFailure e) {
            // It may be that a blob is missing after all.
            for (Descriptor blob : push.contents(manifest).blobs()) {
                blobs.forget(push.repository(), blob);
            }
            throw e;
        }
        log.debug("put " + manifest.digest() + " as " + push.repository() + " " + selector);
        return answer.header("OCI-Subject").isPresent();
    }
}
