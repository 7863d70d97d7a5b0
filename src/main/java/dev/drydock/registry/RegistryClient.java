package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of OCI registries. Safe for use by any number of threads; open one for a whole build, so that connections, tokens
 * and the knowledge of what a registry has are shared.
 *
 * <p>All methods block. They fail with a {@link dev.drydock.failure.BuildFailure} that names the registry and what to do; an
 * interrupted thread's request is cancelled, and the failure says so with the interrupt flag set again.
 */
public final class RegistryClient implements AutoCloseable {

    private RegistryClient() {}

    public static RegistryClient open(RegistryOptions options, BuildLog log) {
        throw new UnsupportedOperationException();
    }

    /** What the reference means now: its manifest or index, verified. One HEAD, one GET. */
    public Resolved resolve(Reference reference) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #resolve(Reference)}; what is {@code known} by its digest is not fetched again: one HEAD. */
    public Resolved resolve(Reference reference, Function<Digest, Optional<Resolved>> known) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #resolve(Reference)}, empty if the registry has no such manifest or repository. */
    public Optional<Resolved> find(Reference reference) {
        throw new UnsupportedOperationException();
    }

    /** Media type, digest and size of what the reference means, without fetching it; empty if there is no such manifest. */
    public Optional<Descriptor> head(Reference reference) {
        throw new UnsupportedOperationException();
    }

    /** The manifest or index with this digest, of the reference's repository. */
    public Resolved fetchManifest(Reference repository, Digest digest) {
        throw new UnsupportedOperationException();
    }

    /** A blob of at most 16 MiB, such as a config, verified. */
    public byte[] fetchSmall(Reference repository, Descriptor blob) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a blob to a file, verified: after a failure nothing usable is there. An existing file is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void fetchBlob(Reference repository, Descriptor blob, Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a blob to a stream, which is not closed. What arrived there is verified only when this method has returned.
     *
     * @throws IOException if the stream throws it
     */
    public void fetchBlob(Reference repository, Descriptor blob, OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Size of the blob in the repository; empty if it is not there. */
    public Optional<Descriptor> headBlob(Reference repository, Digest digest) {
        throw new UnsupportedOperationException();
    }

    /** Sends an image: what is missing of its blobs, its manifests, then all its tags. */
    public PushReport push(PushRequest request) {
        return push(List.of(request)).get(0);
    }

    /** Sends several images; no tag of any is set before all of all is there. */
    public List<PushReport> push(List<PushRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /** What {@link #push(PushRequest)} would do, found out without changing anything. */
    public PushReport preview(PushRequest request) {
        throw new UnsupportedOperationException();
    }

    /** All tags of the repository, in the registry's order; empty if there is no such repository. */
    public List<String> tags(Reference repository) {
        throw new UnsupportedOperationException();
    }

    /**
     * Manifests whose subject is this one, by the referrers API or, where the registry has none, by the referrers tag.
     *
     * @param artifactType to have only those of this type; null for all
     */
    public List<Descriptor> referrers(Reference repository, Digest subject, @Nullable String artifactType) {
        throw new UnsupportedOperationException();
    }

    /** Deletes the manifest (reference with a digest) or the tag; that there is none is a success. */
    public void delete(Reference reference) {
        throw new UnsupportedOperationException();
    }

    /** Cancels what is under way and closes the connections. */
    @Override
    public void close() {}
}
