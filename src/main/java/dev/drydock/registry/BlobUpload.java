package dev.drydock.registry;

import dev.drydock.http.Backoff;
import dev.drydock.http.Content;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.TransferBackoff;
import dev.drydock.image.Descriptor;
import dev.drydock.registry.BlobLookup.Presence;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends one blob, in one request with the commit. If that fails, a large one goes in a PATCH, or several, and a commit of its own.
 * After a break the registry is asked where it stands and the rest follows; a commit whose answer was lost is settled by looking for
 * the blob.
 */
final class BlobUpload {

    private final RegistryCalls calls;
    private final BlobLookup lookup;
    private final Repository repository;
    private final Descriptor blob;
    private final Content content;
    private @Nullable UploadSession session;
    private final RequestSizes sizes;

    /** Bytes of the largest blob that is sent together with the commit. */
    private long monolithicUpTo;

    private final long monolithicAgainUpTo;

    /** Bytes of a request; 0 for all that is left. */
    private long chunk;

    private long offset;
    private boolean ranged;
    private boolean committing;
    private boolean inDoubt;
    private boolean startedOver;

    /** Where a piece was refused as not following what is there; -1 for nowhere. */
    private long refusedAt = -1;

    /**
     * @param opened an upload the registry has opened already; null for none
     */
    BlobUpload(
            RegistryCalls calls,
            Repository repository,
            Descriptor blob,
            Content content,
            @Nullable UploadSession opened,
            TransferSettings transfers,
            RequestSizes sizes) {
        this.calls = calls;
        this.lookup = new BlobLookup(calls);
        this.repository = repository;
        this.blob = blob;
        this.content = content;
        this.session = opened;
        this.monolithicUpTo = transfers.monolithicUpTo();
        this.monolithicAgainUpTo = transfers.monolithicAgainUpTo();
        this.sizes = sizes;
        this.chunk = chunk(transfers.chunkSize(), sizes.of(repository), blob.size());
        this.ranged = chunk > 0;
    }

    /** The size asked for, or as much as the registry takes if that is less. */
    private static long chunk(long wanted, long taken, long size) {
        return taken > 0 && taken < (wanted > 0 ? wanted : size) ? taken : wanted;
    }

    /** When this returns the repository has the blob, all of it; after a failure it may have an abandoned upload. */
    void run() throws IOException, InterruptedException {
        TransferBackoff patience = new TransferBackoff(calls.backoff(), blob.size());
        while (true) {
            try {
                if (inDoubt ? settled() : advanced()) {
                    return;
                }
            } catch (IOException e) {
                monolithicUpTo = Math.min(monolithicUpTo, monolithicAgainUpTo);
                if (!smallerPieces(e)) {
                    giveUpOrPause(patience, judged(e));
                }
            }
        }
    }

    private void giveUpOrPause(TransferBackoff patience, IOException failure) throws IOException, InterruptedException {
        try {
            patience.pauseAfter(failure, offset);
        } catch (IOException e) {
            UploadSession open = session;
            boolean listening = e instanceof Backoff.Advice;
            if (open != null && listening) {
                open.abandon();
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
            if (isConfirmed(open.commit(blob.digest(), content, offset, left))) {
                return true;
            }
            throw new WrongBytes(repository + ": blob " + blob.digest() + " was taken, but is not there afterwards");
        }
        long standing = open.patch(content, offset, Math.min(left, most(open)), ranged);
        if (standing <= offset || standing > blob.size()) {
            throw new WrongBytes(repository + ": the registry stands at byte " + standing + " of an upload that has "
                    + (blob.size()) + " and was at " + offset);
        }
        ranged |= standing < blob.size();
        offset = standing;
        inDoubt = false;
        return false;
    }

    private long most(UploadSession open) {
        return chunk == 0 ? Long.MAX_VALUE : Math.max(chunk, open.minimumChunk());
    }

    /** Where nobody can be asked, the registry's own word is enough: it looks again when the manifest comes. */
    private boolean isConfirmed(HttpAnswer commit) throws IOException, InterruptedException {
        boolean own = RegistryCalls.isFrom(repository, commit);
        if (own && commit.status() == 201) {
            return true;
        }
        Presence presence = lookup.presence(repository, blob);
        return presence == Presence.THERE || own && presence == Presence.UNKNOWN;
    }

    /** Finds out what became of the last request; true if that was the commit and it succeeded. */
    private boolean settled() throws IOException, InterruptedException {
        if (committing && lookup.presence(repository, blob) == Presence.THERE) {
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

    /**
     * Whether the failure says that the last request was too large, and smaller ones can follow. 413 says nothing else; 416 is
     * said by some who mean that, and by all who miss what comes before a piece, which cannot be so at the beginning, nor where
     * the registry has said that it stands.
     */
    private boolean smallerPieces(IOException failure) {
        UploadSession open = session;
        if (open == null || !inDoubt || !(failure instanceof StatusFailure refusal)) {
            return false;
        }
        boolean size = refusal.status() == 413 || refusal.status() == 416 && (offset == 0 || offset == refusedAt);
        if (!size) {
            return false;
        }
        long tooLarge = Math.min(blob.size() - offset, most(open));
        long smaller = sizes.smallerThan(repository, tooLarge, open.minimumChunk());
        if (smaller == 0) {
            return false;
        }
        chunk = smaller;
        ranged = true;
        committing = false;
        return true;
    }

    /** Decides what a failure means for the upload: some are mended by beginning again, in other pieces. */
    private IOException judged(IOException failure) {
        if (!(failure instanceof StatusFailure refusal) || refusal.mayPass() || session == null) {
            return failure;
        }
        if (refusal.status() == 416) {
            refusedAt = offset;
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
}
