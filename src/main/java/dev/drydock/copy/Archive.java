package dev.drydock.copy;

import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** A tar archive in a file of a tree: plain, or compressed with gzip, bzip2, xz or zstd, told by its first bytes. */
final class Archive {

    /** Room for the largest preset of xz, which needs 65 MiB; a hostile header may ask for 4 GiB. */
    private static final int XZ_MEMORY_KIB = 512 << 10;

    private final SourceTree tree;
    private final SourceNode file;

    Archive(SourceTree tree, SourceNode file) {
        this.tree = tree;
        this.file = file;
    }

    String path() {
        return file.path();
    }

    /** Whether the file is an archive with something in it. Reads its beginning. */
    boolean isArchive() throws IOException {
        try (InputStream in = tree.open(file)) {
            return startsWithEntry(in);
        }
    }

    private static boolean startsWithEntry(InputStream in) {
        try (var reader = new TarReader(decompress(in))) {
            return reader.next() != null;
        } catch (IOException notAnArchive) {
            return false;
        }
    }

    /** From the first entry; the caller closes. */
    TarReader open() throws IOException {
        InputStream in = tree.open(file);
        try {
            return new TarReader(decompress(in));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The caller closes. */
    static InputStream decompress(InputStream file) throws IOException {
        var in = new BufferedInputStream(file, 1 << 16);
        in.mark(6);
        byte[] magic = in.readNBytes(6);
        in.reset();
        if (startsWith(magic, 'B', 'Z', 'h')) {
            return new BZip2CompressorInputStream(in, true);
        }
        if (startsWith(magic, 0xFD, '7', 'z', 'X', 'Z', 0)) {
            return new XZInputStream(in, XZ_MEMORY_KIB);
        }
        return LayerInput.decompress(in);
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
