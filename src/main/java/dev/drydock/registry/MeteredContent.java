package dev.drydock.registry;

import dev.drydock.http.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Content that tells how far it has been read. */
record MeteredContent(Content content, Progress progress) implements Content {

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
