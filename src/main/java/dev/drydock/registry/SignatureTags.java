package dev.drydock.registry;

import dev.drydock.concurrent.Tasks;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.SignatureManifest;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings signatures to where cosign looked for them before version 3: into the {@link SignatureManifest} under a tag made of the
 * image's digest. It may have signatures of others, and keeps them.
 */
final class SignatureTags {

    private static final String CONTENT = "the list of the image's signatures";

    private final Manifests manifests;
    private final BlobPusher blobs;
    private final ExecutorService executor;

    SignatureTags(Manifests manifests, BlobPusher blobs, ExecutorService executor) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.executor = executor;
    }

    /** @param signatures attachments with one signature each, whose subjects are there; those under the tag already are not sent */
    void push(PushInProgress push, List<FetchedManifest> signatures) throws IOException, InterruptedException {
        for (Set<Digest> sent : Tasks.runOn(executor, bySubject(push, signatures))) {
            push.attached().addAll(sent);
        }
    }

    /** Notes what {@link #push} would send. */
    void foresee(PushInProgress push, List<FetchedManifest> signatures) throws IOException, InterruptedException {
        for (Adding adding : bySubject(push, signatures)) {
            push.attached().addAll(adding.missing(adding.tag().find()).keySet());
        }
    }

    private List<Adding> bySubject(PushInProgress push, List<FetchedManifest> signatures) throws IOException {
        Map<Digest, Adding> all = new LinkedHashMap<>();
        for (FetchedManifest signature : signatures) {
            Digest subject = Objects.requireNonNull(push.contents(signature).subject(), "an attachment has a subject");
            Adding its = all.get(subject);
            if (its == null) {
                its = new Adding(push, subject);
                all.put(subject, its);
            }
            its.layers.put(
                    signature.digest(),
                    Manifest.parse(signature.raw(), signature.mediaType()).layers());
        }
        return List.copyOf(all.values());
    }

    /** The signatures of one image. */
    private final class Adding implements Callable<Set<Digest>>, SharedTag.Addition {

        private final PushInProgress push;
        private final Digest subject;

        /** By the digest of the attachment. */
        private final Map<Digest, List<Descriptor>> layers = new LinkedHashMap<>();

        private final Set<Digest> sent = new HashSet<>();
        private final List<Descriptor> brought = new ArrayList<>();

        Adding(PushInProgress push, Digest subject) {
            this.push = push;
            this.subject = subject;
        }

        SharedTag tag() {
            return manifests.shared(push.repository(), SignatureManifest.tag(subject), CONTENT);
        }

        @Override
        public Set<Digest> call() throws IOException, InterruptedException {
            try {
                tag().add(this);
                return sent;
            } catch (StatusFailure e) {
                // It may be that a blob is missing after all.
                for (Descriptor blob : brought) {
                    blobs.forget(push.repository(), blob);
                }
                throw e;
            }
        }

        Map<Digest, List<Descriptor>> missing(Optional<FetchedManifest> known) throws IOException {
            Map<Digest, List<Descriptor>> missing = new LinkedHashMap<>();
            Manifest there = manifest(known);
            for (Map.Entry<Digest, List<Descriptor>> signature : layers.entrySet()) {
                List<Descriptor> its = SignatureManifest.missing(there, signature.getValue());
                if (!its.isEmpty()) {
                    missing.put(signature.getKey(), its);
                }
            }
            return missing;
        }

        @Override
        public Optional<FetchedManifest> to(Optional<FetchedManifest> known) throws IOException, InterruptedException {
            Map<Digest, List<Descriptor>> missing = missing(known);
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            List<Descriptor> added = new ArrayList<>();
            for (List<Descriptor> each : missing.values()) {
                added.addAll(each);
            }
            sent.addAll(missing.keySet());
            for (Descriptor layer : added) {
                bring(layer, push.request().blobs());
            }
            SignatureManifest all = SignatureManifest.with(manifest(known), added);
            bringConfig(all);
            Manifest manifest = all.manifest();
            return Optional.of(new FetchedManifest(manifest.mediaType(), manifest.digest(), manifest.raw()));
        }

        private void bring(Descriptor blob, BlobSource source) throws IOException, InterruptedException {
            brought.add(blob);
            blobs.push(push.repository(), blob, source);
        }

        private void bringConfig(SignatureManifest all) throws IOException, InterruptedException {
            Path file = Files.createTempFile("drydock-signatures-", ".json");
            try {
                Files.write(file, all.config());
                bring(all.manifest().config(), digest -> Optional.of(file));
            } finally {
                Files.delete(file);
            }
        }

        private static @Nullable Manifest manifest(Optional<FetchedManifest> known) throws IOException {
            if (known.isEmpty()) {
                return null;
            }
            if (!MediaTypes.isManifest(known.get().mediaType())) {
                throw new SharedTag.SomethingElse(null);
            }
            try {
                return Manifest.parse(known.get().raw(), known.get().mediaType());
            } catch (IOException noManifest) {
                throw new SharedTag.SomethingElse(noManifest);
            }
        }
    }
}
