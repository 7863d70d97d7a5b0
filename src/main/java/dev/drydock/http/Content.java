package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes to be sent that can be read again from any place, so that a broken transfer can go on. */
@StartUp
public interface Content {

    /** Number of bytes. */
    long size();

    /** A fresh channel whose first byte is the one at {@code offset}; the caller closes it. */
    ReadableByteChannel openAt(long offset) throws IOException;

    /** Whether a failure to read is this machine's, so that asking again cannot help. */
    default boolean isLocal() {
        return true;
    }

    /** The first {@code size} bytes of a file. */
    static Content ofFile(Path file, long size) {
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public ReadableByteChannel openAt(long offset) throws IOException {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                try {
                    return channel.position(offset);
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
            }
        };
    }
}
