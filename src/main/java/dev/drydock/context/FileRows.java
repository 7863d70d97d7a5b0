package dev.drydock.context;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory as they were when it was listed, names in byte order. Contexts of a hundred thousand files are
 * ordinary, so a file takes forty bytes and its name here; the objects that describe it are made for whoever asks. The few
 * files that do not fit that form are kept as they are.
 */
@StartUp
final class FileRows {

    static final FileRows NONE = new FileRows(new byte[0], new long[0], Map.of());

    /** Columns of a row: four numbers as they are, and the rest in one. */
    static final int SIZE = 0;

    static final int MODIFIED = 1;
    static final int CHANGED = 2;
    static final int INODE = 3;
    static final int REST = 4;
    static final int COLUMNS = 5;

    /** Bits of the rest: where the name begins below, then the mode, the type and the flags. */
    static final int MODE_SHIFT = 32;

    static final int TYPE_SHIFT = 44;
    static final long LINKED = 1L << 48;
    static final long OPENABLE = 1L << 49;
    static final long WHOLE = 1L << 50;
    static final long NOTED = 1L << 51;

    private static final TarEntry.Type[] TYPES = TarEntry.Type.values();
    private static final long NANOS = 1_000_000_000;

    private final byte[] names;
    private final long[] rows;
    private final Map<Integer, HostFile> whole;

    /**
     * @param names each ended by a NUL; behind that of a symlink its target, ended likewise
     * @param whole files that do not fit a row, by number
     */
    FileRows(byte[] names, long[] rows, Map<Integer, HostFile> whole) {
        this.names = names;
        this.rows = rows;
        this.whole = whole;
    }

    int size() {
        return rows.length / COLUMNS;
    }

    private long number(int row, int column) {
        return rows[row * COLUMNS + column];
    }

    private int nameBegin(int row) {
        return (int) number(row, REST);
    }

    private int end(int begin) {
        int end = begin;
        while (names[end] != 0) {
            end++;
        }
        return end;
    }

    String name(int row) {
        int begin = nameBegin(row);
        return ByteNames.decode(names, begin, end(begin) - begin);
    }

    List<String> names() {
        return new AbstractList<>() {
            @Override
            public String get(int row) {
                return name(row);
            }

            @Override
            public int size() {
                return FileRows.this.size();
            }
        };
    }

    /** The row of a name; -1 if there is none. */
    int find(String name) {
        byte[] wanted = ByteNames.encode(name);
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int begin = nameBegin(middle);
            int order = Arrays.compareUnsigned(names, begin, end(begin), wanted, 0, wanted.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private boolean is(int row, long flag) {
        return (number(row, REST) & flag) != 0;
    }

    private TarEntry.Type type(int row) {
        return TYPES[(int) (number(row, REST) >> TYPE_SHIFT) & 0xF];
    }

    boolean isDirectory(int row) {
        return type(row) == TarEntry.Type.DIRECTORY;
    }

    /** Several threads may note rows: nothing else in them ever changes, and each writes the same. */
    void note(int row) {
        rows[row * COLUMNS + REST] |= NOTED;
    }

    boolean isNoted(int row) {
        return is(row, NOTED);
    }

    /** @param path of the file in its context */
    TarEntry entry(int row, String path) {
        HostFile kept = whole(row);
        if (kept != null) {
            return kept.entry();
        }
        TarEntry.Type type = type(row);
        long modified = number(row, MODIFIED);
        return TarEntry.of(path, type)
                .mode((int) (number(row, REST) >> MODE_SHIFT) & 07777)
                .size(number(row, SIZE))
                .modified(Instant.ofEpochSecond(Math.floorDiv(modified, NANOS), Math.floorMod(modified, NANOS)))
                .linkName(type == TarEntry.Type.SYMLINK ? target(row) : "")
                .build();
    }

    private String target(int row) {
        int begin = end(nameBegin(row)) + 1;
        return ByteNames.decode(names, begin, end(begin) - begin);
    }

    /**
     * @param host where the directory is
     * @param device that of the directory
     */
    FileStamp stamp(int row, Path host, long device) {
        HostFile kept = whole(row);
        return kept != null ? kept.stamp() : stampOf(row, HostNames.resolve(host, name(row)), device);
    }

    private FileStamp stampOf(int row, Path host, long device) {
        return new FileStamp(
                HostNames.distinct(host),
                number(row, SIZE),
                number(row, MODIFIED),
                number(row, CHANGED),
                number(row, INODE),
                device);
    }

    /** @see #entry */
    ContextFile contextFile(int row, String path, long device) {
        HostFile kept = whole(row);
        if (kept != null) {
            return ContextFile.of(kept);
        }
        boolean linked = is(row, LINKED) && !isDirectory(row);
        return new ContextFile(entry(row, path), linked ? ContextFile.identity(device, number(row, INODE)) : "");
    }

    /** @see #entry */
    HostFile file(int row, String path, Path directory, long device) {
        HostFile kept = whole(row);
        if (kept != null) {
            return kept;
        }
        Path host = HostNames.resolve(directory, name(row));
        return new HostFile(
                entry(row, path), host, stampOf(row, host, device), is(row, LINKED) ? 2 : 1, is(row, OPENABLE));
    }

    private @Nullable HostFile whole(int row) {
        return is(row, WHOLE) ? whole.get(row) : null;
    }
}
