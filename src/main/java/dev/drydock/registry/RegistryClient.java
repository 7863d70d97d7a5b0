package dev.drydock.registry;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.http.HttpCall;
import dev.drydock.http.LocalFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.io.GrowingFile;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.auth.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of OCI registries. Safe for use by any number of threads; open one for a whole build, so that connections, tokens
 * and the knowledge of what a registry has are shared.
 *
 * <p>All methods block. They fail with a {@link BuildFailure} that names the registry and what to do; an interrupted thread's
 * request is cancelled, and the failure says so with the interrupt flag set again.
 */
public final class RegistryClient implements AutoCloseable {

    private static final int SMALL_LIMIT = 16 << 20;

    private final ClientParts parts;
    private final BuildLog log;
    private final boolean offline;

    RegistryClient(ClientParts parts, BuildLog log, boolean offline) {
        this.parts = parts;
        this.log = log;
        this.offline = offline;
    }

    /** Opens a client; no connection is made before the first request. */
    public static RegistryClient open(RegistryOptions options, BuildLog log) {
        try {
            return new RegistryClient(ClientParts.of(options, log), log, options.offline());
        } catch (IOException e) {
            throw BuildFailure.ofCause("Connections to registries cannot be set up", e);
        }
    }

    /**
     * Connects to the registry ahead of the first request. One attempt, without any log-in; if it fails, nobody hears of it
     * but the log, since whatever is wanted of the registry later will say so.
     */
    public void greet(Reference reference) {
        if (offline) {
            return;
        }
        try {
            parts.endpoints().greet(reference.registry());
        } catch (IOException | RejectedExecutionException e) {
            // Rejected: the client has been closed meanwhile.
            log.debug(reference.registry() + " was greeted in vain: " + Cause.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Begins to send a blob to the repository, and returns at once. A {@link #push} of an image that has it waits for the rest
     * of the way only. A failure is noted in the log: the push will meet it again.
     *
     * @param source has its file, not to be changed before the client is closed
     */
    public void pushAhead(Reference repository, Descriptor blob, BlobSource source) {
        if (!offline) {
            try {
                parts.tasks().execute(new Ahead(repository, blob, source));
            } catch (RejectedExecutionException e) {
                log.debug(blob.digest() + " is not sent ahead: the client has been closed");
            }
        }
    }

    private final class Ahead implements Runnable {

        private final Reference repository;
        private final Descriptor blob;
        private final BlobSource source;

        private Ahead(Reference repository, Descriptor blob, BlobSource source) {
            this.repository = repository;
            this.blob = blob;
            this.source = source;
        }

        @Override
        public void run() {
            try {
                parts.blobs().pushAhead(parts.endpoints().repository(repository), blob, source);
            } catch (IOException | BuildFailure | RejectedExecutionException e) {
                log.debug(blob.digest() + " could not be sent ahead: " + Cause.of(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Finds out what the reference means now: its manifest or index, verified. One HEAD, one GET. */
    public FetchedManifest resolve(Reference reference) {
        return resolve(reference, digest -> Optional.empty());
    }

    /** As {@link #resolve(Reference)}; what is {@code known} by its digest is not fetched again: one HEAD. */
    public FetchedManifest resolve(Reference reference, Function<Digest, Optional<FetchedManifest>> known) {
        return reading("Cannot pull " + reference, reference, repository -> {
            Optional<Descriptor> now = parts.manifests().look(repository, repository.toPull(), reference.selector());
            Optional<FetchedManifest> held = now.map(Descriptor::digest).flatMap(known);
            FetchedManifest resolved =
                    held.isPresent() ? held.get() : parts.manifests().get(repository, reference.selector(), now);
            log.resolved(reference, resolved.digest());
            return resolved;
        });
    }

    /** As {@link #resolve(Reference)}, empty if the registry has no such manifest or repository. */
    public Optional<FetchedManifest> find(Reference reference) {
        return finding(
                "Cannot pull " + reference,
                reference,
                repository -> parts.manifests().find(repository, reference.selector()));
    }

    /** Media type, digest and size of what the reference means, without fetching it; empty if there is no such manifest. */
    public Optional<Descriptor> head(Reference reference) {
        return finding(
                "Cannot look up " + reference,
                reference,
                repository -> parts.manifests().head(repository, repository.toPull(), reference.selector()));
    }

    /**
     * Asks the registry itself, no mirror, to let this client in, as the first request of a pull does.
     *
     * @throws BuildFailure if it cannot be reached, or refuses
     */
    public RegistryVisit visit(Reference reference) {
        return working("Cannot reach " + reference.registry(), reference, () -> {
            Repository repository = parts.endpoints().repository(reference);
            return RegistryVisit.of(repository, parts.calls());
        });
    }

    /**
     * Logs in to a registry, and asks for nothing else, by {@code GET /v2/} as the distribution specification has it.
     *
     * @param registry host[:port]; {@value Reference#DOCKER_HUB} for Docker Hub
     * @return whether the registry has asked for the credentials; false if it lets everybody in
     * @throws BuildFailure if it cannot be reached, or does not accept them
     */
    public boolean logIn(String registry) {
        Reference any = new Reference(registry, "", null, null);
        return working("Cannot log in to " + registry, any, () -> {
            Repository repository = parts.endpoints().repository(any);
            Access access = Access.toLogIn(repository.origin(), repository.query());
            parts.calls().until(access, HttpCall.get(URI.create(repository.base() + "/v2/")), 200);
            return parts.calls().hasLoggedIn(access);
        });
    }

    /** The manifest or index with this digest, of the reference's repository. */
    public FetchedManifest fetchManifest(Reference repository, Digest digest) {
        return reading(
                "Cannot pull manifest " + digest + " of " + repository,
                repository,
                at -> parts.manifests().get(at, digest.toString()));
    }

    /** A blob of at most 16 MiB, such as a config, verified. */
    public byte[] fetchSmall(Reference repository, Descriptor blob) {
        String doing = "Cannot pull " + blob.digest() + " of " + repository;
        if (blob.size() < 0 || blob.size() > SMALL_LIMIT) {
            throw BuildFailure.ofEnvironment(
                    doing + ": it should be an image's configuration, which is never as large as " + blob.size()
                            + " bytes",
                    "The image is broken; use another version of it.",
                    null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) blob.size());
        try {
            fetch(doing, repository, blob, BlobDestination.of(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail like this", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a blob to a file, verified: after a failure nothing is there. An existing file is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void fetchBlob(Reference repository, Descriptor blob, Path file) throws IOException {
        fetchBlob(repository, blob, new GrowingFile(file, blob.size()));
    }

    /** The same for a file that others read meanwhile, before the blob is verified. */
    public void fetchBlob(Reference repository, Descriptor blob, GrowingFile growing) throws IOException {
        Path file = growing.path();
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            fetch(
                    "Cannot pull layer " + blob.digest() + " of " + repository,
                    repository,
                    blob,
                    BlobDestination.of(channel, growing));
            whole = true;
        } finally {
            if (!whole) {
                growing.givenUp();
                Files.deleteIfExists(file);
            }
        }
    }

    void fetch(String doing, Reference repository, Descriptor blob, BlobDestination destination) throws IOException {
        online(doing, repository);
        try (Progress progress = new Progress(log, blob, false)) {
            VerifyingSink sink = new VerifyingSink(blob, destination, progress);
            parts.transfers().acquire();
            try {
                parts.sources().read(repository, at -> {
                    parts.download().run(at, blob, sink);
                    return blob;
                });
            } finally {
                parts.transfers().release();
            }
        } catch (LocalFailure e) {
            throw e.reason();
        } catch (IOException | InterruptedException e) {
            throw failure(doing, repository, e);
        }
    }

    /** Digest and size of the blob in the repository, the size -1 if it is not said; empty if it is not there. */
    public Optional<Descriptor> headBlob(Reference repository, Digest digest) {
        return finding(
                "Cannot look up " + digest + " in " + repository,
                repository,
                at -> parts.lookup().find(at, at.toPull(), digest));
    }

    /** Sends an image: what is missing of its blobs, its manifests, then all its tags. */
    public PushReport push(PushRequest request) {
        return push(List.of(request)).get(0);
    }

    /** Sends several images; no tag of any is set before all of all is there. */
    public List<PushReport> push(List<PushRequest> requests) {
        return requests.isEmpty() ? List.of() : upload(requests).tag();
    }

    /** Sends several images, at least one, but sets no tag yet: nobody sees anything of them. */
    public Upload upload(List<PushRequest> requests) {
        Reference first = requests.get(0).target();
        String doing = "Cannot push " + first + (requests.size() > 1 ? " and others" : "");
        online(doing, first, "Push without --offline.");
        try {
            return new Upload(doing, first, parts.pusher().upload(requests));
        } catch (IOException | InterruptedException e) {
            throw failure(doing, first, e);
        }
    }

    /** Images that are in their repositories, but not yet known by their tags. */
    public final class Upload {

        private final String doing;
        private final Reference first;
        private final List<PushInProgress> sent;

        private Upload(String doing, Reference first, List<PushInProgress> sent) {
            this.doing = doing;
            this.first = first;
            this.sent = sent;
        }

        /**
         * Sets all tags.
         *
         * @return one report for each request, in their order
         */
        public List<PushReport> tag() {
            try {
                return parts.pusher().tag(sent);
            } catch (IOException | InterruptedException e) {
                throw failure(doing, first, e);
            }
        }
    }

    /** Finds out what {@link #push(PushRequest)} would do, without changing anything; a mount may still be refused. */
    public PushReport preview(PushRequest request) {
        return working(
                "Cannot look what a push of " + request.target() + " would send",
                request.target(),
                () -> parts.pusher().preview(request));
    }

    /** All tags of the repository, in the registry's order; empty if there is no such repository. */
    public List<String> tags(Reference repository) {
        return working(
                "Cannot list the tags of " + repository,
                repository,
                () -> new TagList(parts.calls()).all(parts.endpoints().repository(repository)));
    }

    /**
     * Manifests whose subject is this one, by the referrers API or, where the registry has none, by the referrers tag.
     *
     * @param artifactType to have only those of this type; null for all
     */
    public List<Referrer> referrers(Reference repository, Digest subject, @Nullable String artifactType) {
        return working("Cannot list what refers to " + subject + " in " + repository, repository, () -> {
            Repository at = parts.endpoints().repository(repository);
            return parts.referrers().of(at, at.toPull(), subject).stream()
                    .filter(referrer ->
                            artifactType == null || referrer.artifactType().equals(artifactType))
                    .toList();
        });
    }

    private <T> T reading(String doing, Reference reference, PullSources.Reading<T> reading) {
        return working(doing, reference, () -> parts.sources().read(reference, reading));
    }

    private <T> Optional<T> finding(String doing, Reference reference, PullSources.Reading<Optional<T>> reading) {
        return working(doing, reference, () -> parts.sources().find(reference, reading));
    }

    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private <T> T working(String doing, Reference reference, Work<T> work) {
        online(doing, reference);
        try {
            return work.run();
        } catch (IOException | InterruptedException e) {
            throw failure(doing, reference, e);
        }
    }

    private static BuildFailure failure(String doing, Reference reference, Exception cause) {
        if (cause instanceof IOException failure) {
            return Explanations.failure(doing, reference.registry(), failure);
        }
        Thread.currentThread().interrupt();
        return BuildFailure.ofEnvironment(doing + ": interrupted", null, cause);
    }

    private void online(String doing, Reference reference) {
        online(doing, reference, "Build once without --offline; what is pulled then stays in drydock.cacheDirectory.");
    }

    private void online(String doing, Reference reference, String hint) {
        if (offline) {
            throw BuildFailure.ofEnvironment(
                    doing + ": the build is offline, and " + reference.registry() + " would have to be asked",
                    hint,
                    null);
        }
    }

    /** Cancels what is under way and closes the connections. */
    @Override
    public void close() {
        parts.close();
        parts.transport().close();
    }
}
