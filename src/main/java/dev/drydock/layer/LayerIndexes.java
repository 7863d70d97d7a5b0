package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.DigestingInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.io.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Makes, stores and loads layer indexes. */
public final class LayerIndexes {

    private static final Digest EMPTY = Digest.of(new byte[0]);

    private LayerIndexes() {}

    /** The same as {@link #list}, ready for being looked into. */
    public static LayerIndex scan(InputStream tar) throws IOException {
        LayerEntries entries = new LayerEntries();
        read(tar, new Receiver() {
            @Override
            public void entry(TarEntry entry, @Nullable Digest content) {
                entries.add(entry, content);
            }

            @Override
            public void whiteout(String path) {
                entries.whiteout(path);
            }

            @Override
            public void opaque(String directory) {
                entries.opaque(directory);
            }
        });
        return entries.index();
    }

    /** Takes what a layer lists. */
    private interface Receiver {
        void entry(TarEntry entry, @Nullable Digest content);

        void whiteout(String path);

        void opaque(String directory);
    }

    /**
     * Reads the index of a layer from its tar.
     *
     * @param tar uncompressed; read to its end, behind the end marker too, so that a digest taken on the way is the diff ID
     * @throws IOException also if the archive is damaged or names a file outside the root
     */
    public static LayerListing list(InputStream tar) throws IOException {
        LayerListing listing = new LayerListing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        read(tar, new Receiver() {
            @Override
            public void entry(TarEntry entry, @Nullable Digest content) {
                listing.entries().add(new IndexEntry(entry, content));
            }

            @Override
            public void whiteout(String path) {
                listing.whiteouts().add(path);
            }

            @Override
            public void opaque(String directory) {
                listing.opaques().add(directory);
            }
        });
        return listing;
    }

    private static void read(InputStream tar, Receiver receiver) throws IOException {
        var reader = new TarReader(tar);
        var discard = new byte[1 << 16];
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            LayerNames.Meaning meaning = LayerNames.of(entry.name());
            switch (meaning.kind()) {
                case FILE -> tell(entry, meaning.path(), reader.content(), discard, receiver);
                case WHITEOUT -> receiver.whiteout(meaning.path());
                case OPAQUE -> receiver.opaque(meaning.path());
                case IGNORED -> {}
            }
        }
        while (tar.read(discard) >= 0) {
            // padding of the last record
        }
    }

    private static void tell(TarEntry entry, String path, InputStream content, byte[] discard, Receiver receiver)
            throws IOException {
        TarEntry clean = entry.name().equals(path) ? entry : entry.withName(path);
        if (entry.type() == Type.HARD_LINK) {
            String target = LayerNames.clean(entry.linkName());
            clean = target.equals(entry.linkName()) ? clean : clean.asHardLinkTo(target);
        }
        if (entry.size() == 0 || !entry.isFile()) {
            receiver.entry(clean, entry.isFile() ? EMPTY : null);
            return;
        }
        var hashed = new DigestingInput(content, Digest.newSha256());
        while (hashed.read(discard) >= 0) {
            // hashing
        }
        receiver.entry(clean, Digest.ofSha256(hashed.hash()));
    }

    /** @throws IOException if there is no such file, or it is damaged or of another version: make it anew */
    public static LayerIndex read(Path file) throws IOException {
        return LayerIndex.parse(Files.readAllBytes(file));
    }

    /** The same for a file somebody else made, whose checksum says nothing. */
    public static LayerIndex readForeign(Path file) throws IOException {
        return read(file).check();
    }

    /** Writes the file atomically. */
    public static void write(LayerIndex index, Path file) throws IOException {
        AtomicFiles.write(file, index.bytes());
    }
}
