package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.registry.transport.Backoff;
import dev.drydock.registry.transport.Content;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends one blob. Small ones in one request with the commit; large ones in a PATCH, or several, and a commit of its own, so
 * that a lost answer never costs the bytes again. After a break the registry is asked where it stands and the rest follows;
 * a commit whose answer was lost is settled by looking for the blob.
 */
final class BlobUpload {

    private static final long CHUNK_WHEN_TOO_LARGE = 32 << 20;
    private static final long SMALLEST_CHUNK = 1 << 20;

    private final RegistryCalls calls;
    private final BlobDownload lookup;
    private final Repository repository;
    private final Descriptor blob;
    private final Content content;
    private @Nullable UploadSession session;
    private final long monolithicUpTo;
    private long chunk;
    private long offset;
    private boolean ranged;
    private boolean committing;
    private boolean inDoubt;
    private boolean startedOver;

    /**
     * @param opened an upload the registry has opened already; null for none
     */
    BlobUpload(
            RegistryCalls calls,
            Repository repository,
            Descriptor blob,
            Content content,
            @Nullable UploadSession opened,
            Transfers transfers) {
        this.calls = calls;
        this.lookup = new BlobDownload(calls);
        this.repository = repository;
        this.blob = blob;
        this.content = content;
        this.session = opened;
        this.monolithicUpTo = transfers.monolithicUpTo();
        this.chunk = transfers.chunkSize();
        this.ranged = chunk > 0;
    }

    /** When this returns the repository has the blob, all of it; after a failure it may have an abandoned upload. */
    void run() throws IOException, InterruptedException {
        Patience patience = new Patience(calls.backoff(), blob.size());
        while (true) {
            try {
                if (inDoubt ? settled() : advanced()) {
                    return;
                }
            } catch (IOException e) {
                giveUpOrPause(patience, judged(e));
            }
        }
    }

    private void giveUpOrPause(Patience patience, IOException failure) throws IOException, InterruptedException {
        try {
            patience.pauseAfter(failure, offset);
        } catch (IOException e) {
            UploadSession open = session;
            boolean listening = e instanceof Backoff.Advice;
            if (open != null && listening) {
                abandon(open);
            }
            throw e;
        }
    }

    /** The next request; true when the registry has confirmed the blob. */
    private boolean advanced() throws IOException, InterruptedException {
        UploadSession open = session;
        if (open == null) {
            open = UploadSession.open(calls, repository);
            session = open;
            offset = 0;
        }
        inDoubt = true;
        long left = blob.size() - offset;
        boolean whole = offset == 0 && left <= monolithicUpTo && !ranged;
        if (left == 0 || whole) {
            committing = true;
            if (open.commit(blob.digest(), content, offset, left) || isThere()) {
                return true;
            }
            throw new WrongBytes(repository + ": blob " + blob.digest() + " was taken, but is not there afterwards");
        }
        long most = chunk == 0 ? left : Math.max(chunk, open.minimumChunk());
        long standing = open.patch(content, offset, Math.min(left, most), ranged);
        if (standing <= offset || standing > blob.size()) {
            throw new WrongBytes(repository + ": the registry stands at byte " + standing + " of an upload that has "
                    + (blob.size()) + " and was at " + offset);
        }
        ranged |= standing < blob.size();
        offset = standing;
        inDoubt = false;
        return false;
    }

    /** Finds out what became of the last request; true if that was the commit and it succeeded. */
    private boolean settled() throws IOException, InterruptedException {
        if (committing && isThere()) {
            return true;
        }
        UploadSession open = session;
        OptionalLong standing = open == null ? OptionalLong.empty() : open.status();
        if (standing.isEmpty() || standing.getAsLong() > blob.size()) {
            session = null;
            offset = 0;
        } else {
            offset = standing.getAsLong();
            ranged |= offset > 0;
        }
        committing = false;
        inDoubt = false;
        return false;
    }

    private boolean isThere() throws IOException, InterruptedException {
        return lookup.isThere(repository, repository.toPush(), blob);
    }

    /** What a failure means for the upload: some are mended by beginning again, in other pieces. */
    private IOException judged(IOException failure) {
        if (!(failure instanceof StatusFailure refusal) || refusal.mayPass() || session == null) {
            return failure;
        }
        if (refusal.status() == 413 && smallerChunks()) {
            session = null;
            inDoubt = false;
            return new WrongBytes(refusal.getMessage() + "; going on in chunks of " + chunk + " bytes");
        }
        if (refusal.status() == 404 || refusal.status() == 416) {
            return new WrongBytes(String.valueOf(refusal.getMessage()));
        }
        boolean mendable = refusal.status() == 400 && !startedOver;
        if (mendable) {
            startedOver = true;
            session = null;
            inDoubt = committing;
            return new WrongBytes(String.valueOf(refusal.getMessage()));
        }
        return failure;
    }

    private boolean smallerChunks() {
        long smaller = chunk == 0 ? CHUNK_WHEN_TOO_LARGE : chunk / 4;
        while (smaller >= blob.size() && smaller > SMALLEST_CHUNK) {
            smaller /= 4;
        }
        if (smaller < SMALLEST_CHUNK || smaller >= blob.size()) {
            return false;
        }
        chunk = smaller;
        ranged = true;
        return true;
    }

    private static void abandon(UploadSession session) throws InterruptedException {
        try {
            session.cancel();
        } catch (IOException ignored) {
            // The registry forgets abandoned uploads by itself; what made us give up is what matters.
        }
    }
}
