package dev.drydock.run.content;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.time.Instant;

/** Takes changes in their order. */
public interface ChangeSink {

    /** Anything that has no content. */
    void add(TarEntry entry) throws IOException;

    void whiteout(String path) throws IOException;

    void opaque(String directory) throws IOException;

    /** A file with content, which is to get the time. */
    void file(Directory directory, String name, TarEntry.Builder description, FileStatus status, Instant time)
            throws IOException;

    /** Sets times and does nothing else. */
    ChangeSink NOTHING = new ChangeSink() {
        @Override
        public void add(TarEntry entry) {}

        @Override
        public void whiteout(String path) {}

        @Override
        public void opaque(String directory) {}

        @Override
        public void file(
                Directory directory, String name, TarEntry.Builder description, FileStatus status, Instant time)
                throws IOException {
            directory.setTimes(name, time);
        }
    };

    /** Writes a layer. */
    static ChangeSink of(ReadAhead layer) {
        return new ChangeSink() {
            @Override
            public void add(TarEntry entry) throws IOException {
                layer.add(entry);
            }

            @Override
            public void whiteout(String path) throws IOException {
                layer.whiteout(path);
            }

            @Override
            public void opaque(String directory) throws IOException {
                layer.opaque(directory);
            }

            @Override
            public void file(
                    Directory directory, String name, TarEntry.Builder description, FileStatus status, Instant time)
                    throws IOException {
                layer.add(description, time, directory.file(name, OpenFlags.READ, 0), status.size());
            }
        };
    }
}
