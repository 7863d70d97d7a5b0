package dev.drydock.layer;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.DigestingInput;
import dev.drydock.io.DigestingOutput;
import dev.drydock.io.SpoolFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.io.tar.TarWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a layer in one pass: tar, diff ID, compression, digest, file, and the index on the way. Entries are written in the
 * order they come, parents are the caller's business; equal calls make equal bytes. Names must be clean, see
 * {@link LayerNames#isClean}.
 *
 * <p>The file is temporary: {@link #finish} hands it to the caller, {@link #close} before that deletes it.
 */
public final class LayerWriter implements Closeable {

    private static final Digest EMPTY = Digest.of(new byte[0]);

    private final LayerTarget target;
    private final DigestingOutput plain;
    private final TarWriter tar;
    private final LayerEntries listed = new LayerEntries();

    /** @param directory where the file is made; must be there */
    public LayerWriter(Path directory, Compression compression) throws IOException {
        this(directory, compression, 0);
    }

    /** @param threads that compress; 0 for all the machine has */
    public LayerWriter(Path directory, Compression compression, int threads) throws IOException {
        this(new LayerBlob(directory, compression, threads, DaemonThreads.named("drydock-compress")));
    }

    /**
     * Writes the tar as it is, to be stored like this or to be read meanwhile by a {@link LayerCompression}.
     *
     * @param tar {@link #close} before {@link #finish} deletes its file
     */
    public LayerWriter(SpoolFile tar) {
        this(new PlainTar(tar));
    }

    private LayerWriter(LayerTarget target) {
        this.target = target;
        this.plain = new DigestingOutput(target.output(), Digest.newSha256());
        this.tar = new TarWriter(plain);
    }

    /**
     * Adds a file with its content, which is read to its end and not closed.
     *
     * @throws IOException also if the content has not the size the entry says
     */
    public void add(TarEntry entry, InputStream content) throws IOException {
        add(entry, content, null);
    }

    /**
     * The same.
     *
     * @param digest of the content, if the caller knows it; then it is not computed again
     */
    public void add(TarEntry entry, InputStream content, @Nullable Digest digest) throws IOException {
        checkName(entry);
        if (digest != null) {
            tar.add(entry, content);
            listed.add(wholeSeconds(entry), digest);
            return;
        }
        var hashed = new DigestingInput(content, Digest.newSha256());
        tar.add(entry, hashed);
        listed.add(wholeSeconds(entry), Digest.ofSha256(hashed.hash()));
    }

    /**
     * The same, of a file that is in memory.
     *
     * @param bytes have as many from the offset on as the entry says
     * @param digest of these
     */
    public void add(TarEntry entry, byte[] bytes, int offset, Digest digest) throws IOException {
        checkName(entry);
        tar.add(entry, bytes, offset);
        listed.add(wholeSeconds(entry), digest);
    }

    /** Adds anything that has no content. The target of a hard link is a clean name, too. */
    public void add(TarEntry entry) throws IOException {
        checkName(entry);
        tar.add(entry);
        listed.add(wholeSeconds(entry), entry.isFile() ? EMPTY : null);
    }

    /** Hides a path of the layers below. */
    public void whiteout(String path) throws IOException {
        checkClean(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the root cannot be whited out");
        }
        mark(LayerNames.join(LayerNames.parent(path), LayerNames.WHITEOUT + LayerNames.baseName(path)));
        listed.whiteout(path);
    }

    /** Hides what the layers below have in a directory. */
    public void opaque(String directory) throws IOException {
        checkClean(directory);
        mark(LayerNames.join(directory, LayerNames.OPAQUE));
        listed.opaque(directory);
    }

    private void mark(String name) throws IOException {
        tar.add(TarEntry.file(name, 0, 0, 0, 0, Instant.EPOCH));
    }

    /** Completes the layer. The file now belongs to the caller. */
    public WrittenLayer finish() throws IOException {
        tar.finish();
        long tarSize = plain.count();
        Digest diffId = Digest.ofSha256(plain.hash());
        Descriptor blob = target.finish(diffId, tarSize);
        LayerIndex index = listed.index();
        return new WrittenLayer(new Layer(blob, diffId), tarSize, index, target.file());
    }

    /** Deletes an unfinished layer; does nothing after {@link #finish}. */
    @Override
    public void close() throws IOException {
        target.close();
    }

    /** Media type of the layers it makes. */
    public static String mediaType(Compression compression) {
        return switch (compression) {
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
            case NONE -> MediaTypes.OCI_LAYER;
        };
    }

    /** As a reader of the layer will see it. */
    private static TarEntry wholeSeconds(TarEntry entry) {
        Instant modified = entry.modified();
        return modified.getNano() == 0 ? entry : entry.withModified(Instant.ofEpochSecond(modified.getEpochSecond()));
    }

    private static void checkName(TarEntry entry) {
        checkClean(entry.name());
        if (entry.type() == Type.HARD_LINK) {
            checkClean(entry.linkName());
        }
        if (LayerNames.baseName(entry.name()).startsWith(LayerNames.WHITEOUT)) {
            throw BuildFailure.ofBuild(
                    "The file '/" + entry.name() + "' cannot be in an image: names that begin with '"
                            + LayerNames.WHITEOUT + "' mark deleted files in layers",
                    "Rename the file, or leave it out with .dockerignore or --exclude.");
        }
    }

    private static void checkClean(String name) {
        if (!LayerNames.isClean(name)) {
            throw new IllegalArgumentException("not a clean name: '" + name + "'");
        }
    }
}
