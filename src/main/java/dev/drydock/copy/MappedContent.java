package dev.drydock.copy;

import dev.drydock.context.HostArchive;
import dev.drydock.context.HostFiles;
import dev.drydock.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a file of a {@link MappedTree} are. */
interface MappedContent {

    Digest digest() throws IOException;

    InputStream open() throws IOException;

    record OfHost(HostFiles files, HostFiles.Found found) implements MappedContent {
        @Override
        public Digest digest() {
            return files.digest(found);
        }

        @Override
        public InputStream open() throws IOException {
            return files.open(found);
        }
    }

    record OfBytes(byte[] content) implements MappedContent {
        @Override
        public Digest digest() {
            return Digest.of(content);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    record OfArchive(HostArchive archive, HostArchive.Entry entry) implements MappedContent {
        @Override
        public Digest digest() throws IOException {
            return archive.digest(entry);
        }

        @Override
        public InputStream open() throws IOException {
            return archive.open(entry);
        }
    }
}
