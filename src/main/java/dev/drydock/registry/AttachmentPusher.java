package dev.drydock.registry;

import dev.drydock.concurrent.Tasks;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.SignatureManifest;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Brings manifests to a repository that are about images which are there by now. Those that the registry lists as referring to
 * them already are not sent again. Signatures in cosign's older form have a place of their own, see {@link SignatureTags}.
 */
@StartUp
final class AttachmentPusher {

    private final Pusher pusher;
    private final Manifests manifests;
    private final Referrers referrers;
    private final BlobPusher blobs;
    private final ExecutorService executor;

    AttachmentPusher(
            Pusher pusher, Manifests manifests, Referrers referrers, BlobPusher blobs, ExecutorService executor) {
        this.pusher = pusher;
        this.manifests = manifests;
        this.referrers = referrers;
        this.blobs = blobs;
        this.executor = executor;
    }

    /**
     * Attachments of a push that are not in its repository, by their subjects.
     *
     * @param blobs tasks that bring their blobs; these may be there before the subjects are
     */
    record Missing(
            PushInProgress push, Map<Digest, List<FetchedManifest>> bySubject, List<Callable<Descriptor>> blobs) {}

    Missing look(PushInProgress push) throws IOException, InterruptedException {
        Map<Digest, List<FetchedManifest>> missing = missing(push);
        Map<Digest, Callable<Descriptor>> contents = new LinkedHashMap<>();
        for (List<FetchedManifest> ofSubject : missing.values()) {
            for (FetchedManifest attachment : ofSubject) {
                for (Descriptor blob : push.contents(attachment).blobs()) {
                    contents.put(blob.digest(), new Bringing(push, blob));
                }
            }
        }
        return new Missing(push, missing, List.copyOf(contents.values()));
    }

    /** Makes the manifests known, when their subjects and their blobs are there. */
    void put(Missing missing) throws IOException, InterruptedException {
        PushInProgress push = missing.push();
        for (Map.Entry<Digest, List<FetchedManifest>> ofSubject :
                missing.bySubject().entrySet()) {
            put(push, ofSubject.getKey(), ofSubject.getValue());
        }
        List<FetchedManifest> signatures = legacySignatures(push);
        if (!signatures.isEmpty()) {
            new SignatureTags(manifests, blobs, executor).push(push, signatures);
        }
    }

    private static List<FetchedManifest> legacySignatures(PushInProgress push) {
        List<FetchedManifest> signatures = new ArrayList<>();
        for (FetchedManifest attachment : push.request().attachments()) {
            if (isLegacySignature(push, attachment)) {
                signatures.add(attachment);
            }
        }
        return signatures;
    }

    private static boolean isLegacySignature(PushInProgress push, FetchedManifest attachment) {
        return push.contents(attachment).type().equals(SignatureManifest.ARTIFACT_TYPE);
    }

    private void put(PushInProgress push, Digest subject, List<FetchedManifest> attachments)
            throws IOException, InterruptedException {
        List<Callable<Boolean>> puts = new ArrayList<>();
        for (FetchedManifest attachment : attachments) {
            puts.add(new Putting(push, attachment));
        }
        List<Boolean> listed = Tasks.runOn(executor, puts);
        List<FetchedManifest> unlisted = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            if (!listed.get(i)) {
                unlisted.add(attachments.get(i));
            }
        }
        if (!unlisted.isEmpty()) {
            referrers.add(push.repository(), subject, unlisted);
        }
        for (FetchedManifest attachment : attachments) {
            push.attached().add(attachment.digest());
        }
    }

    /** Notes what {@link #push} would send. */
    void foresee(PushInProgress push) throws IOException, InterruptedException {
        for (List<FetchedManifest> ofSubject : missing(push).values()) {
            for (FetchedManifest attachment : ofSubject) {
                push.attached().add(attachment.digest());
            }
        }
        List<FetchedManifest> signatures = legacySignatures(push);
        if (!signatures.isEmpty()) {
            new SignatureTags(manifests, blobs, executor).foresee(push, signatures);
        }
    }

    /** Those that are referrers in the registry, by subject, in their order. */
    private Map<Digest, List<FetchedManifest>> missing(PushInProgress push) throws IOException, InterruptedException {
        Map<Digest, Set<Digest>> known = new LinkedHashMap<>();
        Map<Digest, List<FetchedManifest>> missing = new LinkedHashMap<>();
        for (FetchedManifest attachment : push.request().attachments()) {
            if (isLegacySignature(push, attachment)) {
                continue;
            }
            Digest subject = Objects.requireNonNull(push.contents(attachment).subject(), "an attachment has a subject");
            if (push.isDone() && push.request().attached().contains(attachment.digest())) {
                continue;
            }
            Set<Digest> listed = known.get(subject);
            if (listed == null) {
                listed = push.isNew(subject) ? Set.of() : referrers.look(push.repository(), subject);
                known.put(subject, listed);
            }
            if (!listed.contains(attachment.digest())) {
                List<FetchedManifest> ofSubject = missing.get(subject);
                if (ofSubject == null) {
                    ofSubject = new ArrayList<>();
                    missing.put(subject, ofSubject);
                }
                ofSubject.add(attachment);
            }
        }
        return missing;
    }

    private final class Bringing implements Callable<Descriptor> {

        private final PushInProgress push;
        private final Descriptor blob;

        Bringing(PushInProgress push, Descriptor blob) {
            this.push = push;
            this.blob = blob;
        }

        @Override
        public Descriptor call() throws IOException, InterruptedException {
            blobs.push(push.repository(), blob, push.request().blobs());
            return blob;
        }
    }

    private final class Putting implements Callable<Boolean> {

        private final PushInProgress push;
        private final FetchedManifest attachment;

        Putting(PushInProgress push, FetchedManifest attachment) {
            this.push = push;
            this.attachment = attachment;
        }

        @Override
        public Boolean call() throws IOException, InterruptedException {
            return pusher.putAndTellIfListed(push, attachment.digest().toString(), attachment);
        }
    }
}
