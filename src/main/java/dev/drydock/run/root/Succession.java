package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.run.root.Snapshots.Snapshot;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a run leaves to the run of the next step, which stands on it before it is a layer.
 *
 * <pre>
 *   RUNNING  the next run, if there is one, waits
 *            settled -> SETTLED; made -> LAYER; close -> FAILED
 *   SETTLED  the directory is as its layer will say, and is read back: the next run may stand on it, and waits with its own changes
 *            made -> LAYER; close -> FAILED
 *   LAYER    its snapshot is there: the next run stands on that as on any other, or where it stood
 *   FAILED   the next run fails
 * </pre>
 *
 * <p>Whoever stands on the directory keeps it: the place it was made in, and its snapshot once it has been moved.
 */
public final class Succession implements AutoCloseable {

    private enum State {
        RUNNING,
        SETTLED,
        LAYER,
        FAILED
    }

    private State state = State.RUNNING;
    private int users;
    private boolean wanted;
    private boolean ended;
    private boolean describesRoot;
    private @Nullable WorkPlace place;
    private @Nullable Path files;
    private @Nullable Snapshot snapshot;
    private @Nullable LayerFile layer;

    /** Makes a snapshot of a directory. */
    interface Keeping {

        /** @return null if there was one */
        @Nullable
        Snapshot keep() throws IOException;
    }

    /** Mounts something on a directory. */
    interface Standing<T> {
        T on(Snapshot top) throws IOException;
    }

    /** Another run is going to stand on it. */
    public synchronized void want() {
        wanted = true;
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    /**
     * The run's directory will not be changed any more. The run itself lets go of it by {@link #close}.
     *
     * @param in the place it lies in
     */
    synchronized void settled(WorkPlace in, Path directory, boolean saysOfRoot) {
        place = in.shared();
        files = directory;
        describesRoot = saysOfRoot;
        users = 1;
        state = State.SETTLED;
        notifyAll();
    }

    /** Keeps the directory as a snapshot, while nobody is about to mount it. */
    synchronized void keep(Keeping keeping) throws IOException {
        var kept = keeping.keep();
        if (state != State.SETTLED) {
            if (kept != null) {
                kept.close();
            }
            return;
        }
        snapshot = kept;
        if (kept != null) {
            files = kept.files();
        } else if (Files.notExists(Objects.requireNonNull(files))) {
            // Moved, and pruned in the moment before it could be locked: who stands on it must not go on.
            state = State.FAILED;
            notifyAll();
        }
    }

    /** It has become a layer. */
    synchronized void made(LayerFile complete) {
        if (state != State.FAILED) {
            layer = complete;
            state = State.LAYER;
            notifyAll();
        }
    }

    /** The run is over, in whatever way: it does not stand on its directory itself any more. */
    @Override
    public synchronized void close() throws IOException {
        if (state == State.SETTLED || state == State.RUNNING) {
            state = State.FAILED;
            notifyAll();
        }
        if (place != null && !ended) {
            ended = true;
            release();
        }
    }

    private synchronized void release() throws IOException {
        if (--users == 0 && place != null) {
            try (var unused = place) {
                if (snapshot != null) {
                    snapshot.close();
                }
            }
        }
    }

    /** Waits until the next run can begin. */
    synchronized void awaitSettled() throws IOException {
        while (state == State.RUNNING) {
            await();
        }
        check();
    }

    /**
     * Has something stand on the directory, until the snapshot that this gives is closed.
     *
     * @return empty if it is a layer like any other by now
     */
    synchronized <T> Optional<T> stand(Standing<T> standing) throws IOException {
        awaitSettled();
        if (users == 0) {
            return Optional.empty();
        }
        users++;
        boolean stands = false;
        try {
            var top = new Snapshot(Objects.requireNonNull(files), describesRoot, this::release);
            var result = Optional.of(standing.on(top));
            stands = true;
            return result;
        } finally {
            if (!stands) {
                release();
            }
        }
    }

    /** Waits until it is a layer. */
    synchronized LayerFile awaitLayer() throws IOException {
        while (state == State.RUNNING || state == State.SETTLED) {
            await();
        }
        check();
        return Objects.requireNonNull(layer);
    }

    /** Waits until it is a layer, and says where the directory is now, for those who stand on it. */
    synchronized Path awaitFiles() throws IOException {
        awaitLayer();
        return Objects.requireNonNull(files);
    }

    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("waiting for the run below").initCause(e);
        }
    }

    private void check() throws IOException {
        if (state == State.FAILED) {
            throw new IOException("the run that this one was to stand on has failed");
        }
    }
}
