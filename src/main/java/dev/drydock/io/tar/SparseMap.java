package dev.drydock.io.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the stored pieces of a sparse file belong; the rest of it is zeros. Reads GNU's old format and PAX formats 0.0, 0.1
 * and 1.0, see "Storing Sparse Files" in the GNU tar manual.
 *
 * @param realSize of the expanded file
 */
record SparseMap(List<Piece> pieces, long realSize) {

    record Piece(long offset, long length) {}

    /** An expanded file costs its reader time whatever it stores, so there is an end: 256 GiB. */
    private static final long MAX_REAL_SIZE = 1L << 38;

    private static final int MAX_PIECES = 1 << 20;
    private static final int OLD_GNU_MAP = 386;
    private static final int OLD_GNU_EXTENDED = 482;
    private static final int OLD_GNU_REAL_SIZE = 483;

    /** Reads 512-byte blocks that belong to the map. */
    interface Blocks {
        byte[] next() throws IOException;
    }

    /** The map of an old GNU sparse header and of the extension blocks behind it. */
    static SparseMap oldGnu(TarHeader header, byte[] block, Blocks extensions, long offset) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        addOldGnu(pieces, block, OLD_GNU_MAP, 4, offset);
        boolean extended = block[OLD_GNU_EXTENDED] != 0;
        long realSize = header.number(OLD_GNU_REAL_SIZE, 12, "real size");
        while (extended) {
            byte[] extension = extensions.next();
            addOldGnu(pieces, extension, 0, 21, offset);
            extended = extension[504] != 0;
        }
        return new SparseMap(pieces, realSize);
    }

    private static void addOldGnu(List<Piece> pieces, byte[] block, int at, int count, long offset) throws IOException {
        for (int i = 0; i < count; i++) {
            int p = at + i * 24;
            if (block[p] == 0) {
                return; // an empty entry ends the list
            }
            add(
                    pieces,
                    TarNumbers.parse(block, p, 12, "sparse offset", offset),
                    TarNumbers.parse(block, p + 12, 12, "sparse length", offset),
                    offset);
        }
    }

    private static void add(List<Piece> pieces, long at, long length, long offset) throws IOException {
        if (pieces.size() == MAX_PIECES) {
            throw new IOException("more than " + MAX_PIECES + " pieces in the sparse file at " + offset);
        }
        pieces.add(new Piece(at, length));
    }

    /** Whether the records belong to a sparse file. */
    static boolean isIn(PaxRecords records) {
        return records.text("GNU.sparse.major") != null
                || records.text("GNU.sparse.size") != null
                || records.text("GNU.sparse.map") != null
                || !records.sparsePieces().isEmpty();
    }

    /** The map in PAX records (0.0 and 0.1); null if the records describe no sparse file of these formats. */
    static @Nullable SparseMap pax(PaxRecords records, long offset) throws IOException {
        String map = records.text("GNU.sparse.map");
        List<String> numbers = map == null ? records.sparsePieces() : List.of(map.split(",", -1));
        Long realSize = records.number("GNU.sparse.size", offset);
        if (realSize == null) {
            if (!numbers.isEmpty()) {
                throw new IOException("a sparse map without GNU.sparse.size in the PAX header at " + offset);
            }
            return null;
        }
        if (numbers.size() % 2 != 0) {
            throw new IOException("odd sparse map in the PAX header at " + offset);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            add(
                    pieces,
                    TarNumbers.decimal(numbers.get(i), "sparse offset", offset),
                    TarNumbers.decimal(numbers.get(i + 1), "sparse length", offset),
                    offset);
        }
        return new SparseMap(pieces, realSize);
    }

    /** Format 1.0: the map is decimal lines at the start of the stored data, padded to a block. */
    static SparseMap fromData(Blocks data, long realSize, long offset) throws IOException {
        var lines = new Lines(data, offset);
        long count = lines.number();
        if (count < 0 || count > MAX_PIECES) {
            throw new IOException(count + " pieces in the sparse file at " + offset);
        }
        List<Piece> pieces = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            pieces.add(new Piece(lines.number(), lines.number()));
        }
        return new SparseMap(pieces, realSize);
    }

    /** Decimal numbers, each ended by a newline. */
    private static final class Lines {
        private final Blocks blocks;
        private final long offset;
        private byte[] block = {};
        private int at;

        Lines(Blocks blocks, long offset) {
            this.blocks = blocks;
            this.offset = offset;
        }

        long number() throws IOException {
            var text = new StringBuilder();
            while (true) {
                if (at == block.length) {
                    block = blocks.next();
                    at = 0;
                }
                char c = (char) (block[at++] & 0xFF);
                if (c == '\n') {
                    return TarNumbers.decimal(text.toString(), "sparse map", offset);
                }
                if (text.length() > 20) {
                    throw new IOException("bad sparse map at " + offset);
                }
                text.append(c);
            }
        }
    }

    /** @throws IOException if pieces overlap, are out of order, leave the file, or need other than the stored bytes */
    SparseMap checked(long stored, long offset) throws IOException {
        if (realSize < 0 || realSize > MAX_REAL_SIZE) {
            throw new IOException("sparse file of " + realSize + " bytes at " + offset + " is too large");
        }
        long end = 0;
        long sum = 0;
        for (Piece piece : pieces) {
            if (piece.offset < end || piece.length < 0 || piece.length > realSize - piece.offset) {
                throw new IOException("bad sparse map at " + offset + ": " + piece.offset + "+" + piece.length
                        + " in a file of " + realSize + " bytes");
            }
            end = piece.offset + piece.length;
            sum += piece.length;
        }
        if (sum != stored) {
            throw new IOException(
                    "bad sparse map at " + offset + ": needs " + sum + " bytes, " + stored + " are stored");
        }
        return this;
    }

    /** The whole file; reads the pieces from stored one after the other. */
    InputStream expand(InputStream stored) {
        return new Expanded(this, stored);
    }

    private static final class Expanded extends InputStream {
        private final SparseMap map;
        private final InputStream stored;
        private int next;
        private long position;

        Expanded(SparseMap map, InputStream stored) {
            this.map = map;
            this.stored = stored;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int at, int length) throws IOException {
            while (next < map.pieces.size() && position == end(map.pieces.get(next))) {
                next++;
            }
            if (position == map.realSize) {
                return -1;
            }
            if (length == 0) {
                return 0;
            }
            boolean inPiece = next < map.pieces.size() && position >= map.pieces.get(next).offset;
            long until = inPiece
                    ? end(map.pieces.get(next))
                    : next < map.pieces.size() ? map.pieces.get(next).offset : map.realSize;
            int n = (int) Math.min(length, until - position);
            if (inPiece) {
                n = stored.read(buffer, at, n);
                if (n < 0) {
                    throw new IOException("sparse file ends early");
                }
            } else {
                Arrays.fill(buffer, at, at + n, (byte) 0);
            }
            position += n;
            return n;
        }

        private static long end(Piece piece) {
            return piece.offset + piece.length;
        }
    }
}
