package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.progress.BuildLog;

/** Tells the log how far a transfer is, once a mebibyte and at its end, whatever way it ends. Used by one thread at a time. */
final class Progress implements AutoCloseable {

    private static final long STEP = 1 << 20;

    private final BuildLog log;
    private final Descriptor blob;
    private final boolean upload;
    private long told;
    private boolean done;

    Progress(BuildLog log, Descriptor blob, boolean upload) {
        this.log = log;
        this.blob = blob;
        this.upload = upload;
    }

    void at(long done) {
        if (done - told >= STEP) {
            told = done;
            log.transfer(blob, upload, done, blob.size());
        }
    }

    void done() {
        done = true;
        log.transfer(blob, upload, blob.size(), blob.size());
    }

    /** Nothing comes any more. */
    @Override
    public void close() {
        if (told > 0 && !done) {
            log.transferFailed(blob, upload);
        }
    }
}
