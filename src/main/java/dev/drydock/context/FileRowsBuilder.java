package dev.drydock.context;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.startup.StartUp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Takes the files of a directory in the order of their names. */
@StartUp
final class FileRowsBuilder {

    private static final long NANOS = 1_000_000_000;

    private final long device;
    private final Map<Integer, HostFile> whole = new HashMap<>();
    private byte[] names = new byte[256];
    private int length;
    private long[] rows = new long[8 * FileRows.COLUMNS];
    private int count;

    /** @param device that of the directory */
    FileRowsBuilder(long device) {
        this.device = device;
    }

    /** @param name behind those added so far */
    void add(String name, HostFile file) {
        TarEntry entry = file.entry();
        FileStamp stamp = file.stamp();
        int begin = length;
        text(name);
        if (entry.isSymlink()) {
            text(entry.linkName());
        }
        boolean fits = fits(file);
        if (!fits) {
            whole.put(count, file);
        }
        if ((count + 1) * FileRows.COLUMNS > rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        int at = count++ * FileRows.COLUMNS;
        rows[at + FileRows.SIZE] = stamp.size();
        rows[at + FileRows.MODIFIED] = stamp.modified();
        rows[at + FileRows.CHANGED] = stamp.changed();
        rows[at + FileRows.INODE] = stamp.inode();
        rows[at + FileRows.REST] = begin
                | (long) entry.mode() << FileRows.MODE_SHIFT
                | (long) entry.type().ordinal() << FileRows.TYPE_SHIFT
                | (file.links() > 1 ? FileRows.LINKED : 0)
                | (file.canBeOpened() ? FileRows.OPENABLE : 0)
                | (fits ? 0 : FileRows.WHOLE);
    }

    /** Whether a row says everything: not of devices, of what another file system shows here, nor of times far away. */
    private boolean fits(HostFile file) {
        TarEntry entry = file.entry();
        FileStamp stamp = file.stamp();
        Instant modified = entry.modified();
        return stamp.device() == device
                && entry.size() == stamp.size()
                && entry.devMajor() == 0
                && entry.devMinor() == 0
                && modified.getEpochSecond() == Math.floorDiv(stamp.modified(), NANOS)
                && modified.getNano() == Math.floorMod(stamp.modified(), NANOS);
    }

    private void text(String text) {
        byte[] bytes = ByteNames.encode(text);
        if (length + bytes.length + 1 > names.length) {
            names = Arrays.copyOf(names, Math.max(names.length * 2, length + bytes.length + 1));
        }
        System.arraycopy(bytes, 0, names, length, bytes.length);
        length += bytes.length;
        names[length++] = 0;
    }

    FileRows build() {
        return count == 0
                ? FileRows.NONE
                : new FileRows(
                        Arrays.copyOf(names, length),
                        Arrays.copyOf(rows, count * FileRows.COLUMNS),
                        whole.isEmpty() ? Map.of() : whole);
    }
}
