package dev.drydock.registry;

import dev.drydock.http.Content;
import dev.drydock.image.Descriptor;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

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

    /** The same content, which tells this how far it has been read. */
    Content metered(Content content) {
        return new Metered(content, this);
    }

    /** Nothing comes any more. */
    @Override
    public void close() {
        if (told > 0 && !done) {
            log.transferFailed(blob, upload);
        }
    }

    /** Content that tells how far it has been read. */
    private record Metered(Content content, Progress progress) implements Content {

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public boolean isLocal() {
            return content.isLocal();
        }

        @Override
        public ReadableByteChannel openAt(long offset) throws IOException {
            ReadableByteChannel in = content.openAt(offset);
            return new ReadableByteChannel() {
                private long at = offset;

                @Override
                public int read(ByteBuffer into) throws IOException {
                    int count = in.read(into);
                    if (count > 0) {
                        at += count;
                        progress.at(at);
                    }
                    return count;
                }

                @Override
                public boolean isOpen() {
                    return in.isOpen();
                }

                @Override
                public void close() throws IOException {
                    in.close();
                }
            };
        }
    }
}
