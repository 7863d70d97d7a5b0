package dev.drydock.inventory.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads tables of an SQLite database row by row, from its pages alone, see "Database File Format" of SQLite: table B-trees and
 * overflow pages; no indexes, no write-ahead log. Each page is visited once, so that pages that lead back to others end in a
 * failure.
 */
final class SqliteTable {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 100;
    private static final int LEAF = 0x0D;
    private static final int INTERIOR = 0x05;
    private static final int LARGEST_ROW = 64 << 20;

    private final byte[] file;
    private final int pageSize;
    private final int usable;

    /** Bytes of all rows so far: pages that several rows share would never end otherwise. */
    private long total;

    /** Receives the rows of a table. */
    interface RowVisitor {
        void row(byte[] record) throws IOException;
    }

    private SqliteTable(byte[] file, int pageSize, int usable) {
        this.file = file;
        this.pageSize = pageSize;
        this.usable = usable;
    }

    /**
     * @param visitor of the records of its rows, which {@link #columns} takes apart
     * @throws IOException if this is no such database, it is damaged, or it has no such table
     */
    static void read(byte[] file, String table, RowVisitor visitor) throws IOException {
        if (file.length < HEADER || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("it is no SQLite database");
        }
        int size = (file[16] & 0xFF) << 8 | file[17] & 0xFF;
        int pageSize = size == 1 ? 1 << 16 : size;
        int usable = pageSize - (file[20] & 0xFF);
        if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || usable < 480) {
            throw new IOException("it is no SQLite database: its pages have " + pageSize + " bytes");
        }
        try {
            var database = new SqliteTable(file, pageSize, usable);
            List<Integer> roots = new ArrayList<>();
            database.walk(1, record -> {
                List<byte[]> columns = columns(record);
                if (columns.size() >= 4
                        && text(columns.get(0)).equals("table")
                        && text(columns.get(1)).equals(table)) {
                    roots.add(integer(columns.get(3)));
                }
            });
            if (roots.isEmpty()) {
                throw new IOException("the database has no table " + table);
            }
            database.walk(roots.get(0), visitor);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the database is damaged", e);
        }
    }

    private void walk(int root, RowVisitor visitor) throws IOException {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> left = new ArrayDeque<>();
        left.push(root);
        while (!left.isEmpty()) {
            int page = left.pop();
            if (!seen.add(page)) {
                throw new IOException("the database is damaged: page " + page + " is there twice");
            }
            int start = start(page);
            int header = page == 1 ? start + HEADER : start;
            int type = octet(header);
            int cells = number(header + 3, 2);
            if (type == INTERIOR) {
                left.push(number(header + 8, 4));
                for (int i = cells - 1; i >= 0; i--) {
                    left.push(number(start + number(header + 12 + 2 * i, 2), 4));
                }
            } else if (type == LEAF) {
                for (int i = 0; i < cells; i++) {
                    visitor.row(payload(start + number(header + 8 + 2 * i, 2)));
                }
            } else {
                throw new IOException("the database is damaged: page " + page + " is of the type " + type);
            }
        }
    }

    private int start(int page) throws IOException {
        long start = (page - 1L) * pageSize;
        if (page < 1 || start + pageSize > file.length) {
            throw new IOException("the database is damaged: it has no page " + page);
        }
        return (int) start;
    }

    private byte[] payload(int cell) throws IOException {
        var in = new Varints(file, cell);
        long size = in.next();
        in.next(); // the number of the row
        total += Math.max(0, size);
        if (size < 0 || size > LARGEST_ROW || total > file.length) {
            throw new IOException("the database is damaged: its rows are larger than itself");
        }
        int most = usable - 35;
        int least = (usable - 12) * 32 / 255 - 23;
        int spread = least + (int) ((size - least) % (usable - 4));
        int local = size <= most ? (int) size : spread <= most ? spread : least;
        byte[] record = new byte[(int) size];
        System.arraycopy(file, in.at(), record, 0, local);
        int next = local < size ? number(in.at() + local, 4) : 0;
        for (int at = local; at < size; ) {
            int start = start(next);
            int length = (int) Math.min(usable - 4, size - at);
            System.arraycopy(file, start + 4, record, at, length);
            at += length;
            next = number(start, 4);
        }
        return record;
    }

    /** The columns of a record as bytes, numbers big-endian; nothing for NULL, 0 and 1. */
    static List<byte[]> columns(byte[] record) throws IOException {
        var types = new Varints(record, 0);
        long headerEnd = types.next();
        List<byte[]> columns = new ArrayList<>();
        long at = headerEnd;
        while (types.at() < headerEnd) {
            long size = size(types.next());
            if (at + size > record.length) {
                throw new IOException("the database is damaged: a row is cut off");
            }
            columns.add(Arrays.copyOfRange(record, (int) at, (int) (at + size)));
            at += size;
        }
        return columns;
    }

    private static long size(long type) {
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return switch ((int) type) {
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
        };
    }

    private static String text(byte[] column) {
        return new String(column, StandardCharsets.UTF_8);
    }

    private static int integer(byte[] column) {
        int value = 0;
        for (byte b : column) {
            value = value << 8 | b & 0xFF;
        }
        return value;
    }

    private int octet(int at) {
        return file[at] & 0xFF;
    }

    private int number(int at, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | octet(at + i);
        }
        return value;
    }

    /** Numbers of seven bits a byte, high first; the ninth byte has eight. */
    private static final class Varints {

        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        int at() {
            return at;
        }

        long next() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                byte b = bytes[at++];
                value = value << 7 | b & 0x7F;
                if (b >= 0) {
                    return value;
                }
            }
            return value << 8 | bytes[at++] & 0xFF;
        }
    }
}
