package dev.drydock.registry;

import dev.drydock.concurrent.SingleFlight;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.Content;
import dev.drydock.http.LocalFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.PushReport.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a repository has a blob, by the cheapest way: it is there, the registry takes it from a repository of its
 * own, it is sent from a file, it is streamed from another registry. Each blob is brought once however many images ask.
 */
final class BlobPusher {

    private final RegistryCalls calls;
    private final BlobLookup lookup;
    private final BlobMounts mounts;
    private final PullSources sources;
    private final BuildLog log;
    private final Semaphore permits;
    private final TransferSettings transfers;
    private final RequestSizes sizes;

    /** By repository and digest. */
    private final SingleFlight<String, Way> flights = new SingleFlight<>();

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> begunAhead = ConcurrentHashMap.newKeySet();

    BlobPusher(
            RegistryCalls calls,
            BlobMounts mounts,
            PullSources sources,
            BuildLog log,
            Semaphore permits,
            TransferSettings transfers) {
        this.calls = calls;
        this.lookup = new BlobLookup(calls);
        this.mounts = mounts;
        this.sources = sources;
        this.log = log;
        this.permits = permits;
        this.transfers = transfers;
        this.sizes = new RequestSizes(transfers.smallestChunk());
    }

    /** How the blob came to be there, ahead of this or now; for all but the first who ask, that it existed. */
    Way push(Repository target, Descriptor blob, BlobSource source) throws IOException, InterruptedException {
        String place = place(target, blob);
        Bringing bringing = new Bringing(target, blob, source);
        Way way;
        try {
            way = flights.get(place, bringing);
        } catch (IOException | BuildFailure e) {
            if (bringing.begun || !begunAhead.remove(place)) {
                throw e;
            }
            // It went wrong while this waited, but that attempt was made with less than what is at hand now.
            way = flights.get(place, bringing);
        }
        return asked.add(place) ? way : Way.EXISTED;
    }

    /** Brings the blob before anybody has asked for it. */
    void pushAhead(Repository target, Descriptor blob, BlobSource source) throws IOException, InterruptedException {
        begunAhead.add(place(target, blob));
        flights.get(place(target, blob), new Bringing(target, blob, source));
    }

    /** Work of whoever asks first. A class, because several threads would link one lambda at the same time, each for itself. */
    private final class Bringing implements SingleFlight.Work<String, Way> {

        private final Repository target;
        private final Descriptor blob;
        private final BlobSource source;
        private boolean begun;

        Bringing(Repository target, Descriptor blob, BlobSource source) {
            this.target = target;
            this.blob = blob;
            this.source = source;
        }

        @Override
        public Way make(String place) throws IOException, InterruptedException {
            begun = true;
            return bring(target, blob, source);
        }
    }

    /** Forgets a belief about the blob that was wrong: whoever wants it next looks again. */
    void forget(Repository target, Descriptor blob) {
        flights.forget(place(target, blob), way -> true);
        asked.remove(place(target, blob));
        mounts.forget(target, blob.digest());
    }

    private static String place(Repository target, Descriptor blob) {
        return target + "@" + blob.digest();
    }

    /** Whether the blob is known to be there; asks without changing anything. */
    boolean exists(Repository target, Descriptor blob) throws IOException, InterruptedException {
        return lookup.presence(target, blob) == BlobLookup.Presence.THERE;
    }

    private Way bring(Repository target, Descriptor blob, BlobSource source) throws IOException, InterruptedException {
        if (exists(target, blob)) {
            mounts.learned(target, blob.digest());
            log.transferSkipped(blob, "exists in " + target);
            return Way.EXISTED;
        }
        BlobMounts.Outcome outcome = mounts.tryAll(target, blob, source.origins(blob.digest()));
        if (outcome.mountedFrom() != null) {
            mounts.learned(target, blob.digest());
            log.transferSkipped(blob, "mounted from " + outcome.mountedFrom());
            return Way.MOUNTED;
        }
        Way way = send(target, blob, source, outcome.opened());
        mounts.learned(target, blob.digest());
        return way;
    }

    private Way send(Repository target, Descriptor blob, BlobSource source, @Nullable UploadSession opened)
            throws IOException, InterruptedException {
        Optional<Path> file = file(blob, source);
        Content content = file.isPresent() ? Content.ofFile(file.get(), blob.size()) : remote(target, blob, source);
        permits.acquire();
        try (Progress progress = new Progress(log, blob, true)) {
            new BlobUpload(calls, target, blob, progress.metered(content), opened, transfers, sizes).run();
            progress.done();
        } finally {
            permits.release();
        }
        return file.isPresent() ? Way.SENT : Way.STREAMED;
    }

    private static Optional<Path> file(Descriptor blob, BlobSource source) throws LocalFailure {
        try {
            Optional<Path> file = source.file(blob.digest());
            if (file.isPresent() && Files.size(file.get()) != blob.size()) {
                throw new IOException(file.get() + " has " + Files.size(file.get()) + " bytes instead of the "
                        + blob.size() + " of " + blob.digest());
            }
            return file;
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }

    private boolean mayHave(Repository from, Descriptor blob) throws InterruptedException {
        try {
            return lookup.find(from, from.toPull(), blob.digest()).isPresent();
        } catch (IOException e) {
            log.debug(blob.digest() + " is not taken from " + from + ": " + Explanations.say(e));
            return false;
        }
    }

    private Content remote(Repository target, Descriptor blob, BlobSource source)
            throws IOException, InterruptedException {
        List<Reference> origins = source.origins(blob.digest());
        for (int i = 0; i < origins.size(); i++) {
            Repository from = sources.holding(origins.get(i), blob.digest(), lookup);
            if (i == origins.size() - 1 || mayHave(from, blob)) {
                return new RemoteContent(calls, from, blob);
            }
        }
        throw BuildFailure.ofEnvironment(
                "Cannot push to " + target + ": " + blob.digest() + " (" + blob.mediaType()
                        + "), which the image consists of, is neither on this machine nor in that registry",
                "Build the image again, so that all its layers are here.",
                null);
    }
}
