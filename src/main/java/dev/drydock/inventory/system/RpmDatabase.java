package dev.drydock.inventory.system;

import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists of RPM packages: the SQLite database of rpm from 4.16 on, and the list that images without rpm carry. */
public final class RpmDatabase {

    private static final int FIELDS = 10;
    private static final String NONE = "(none)";

    private RpmDatabase() {}

    /**
     * Reads {@code rpmdb.sqlite}.
     *
     * @throws IOException if it is damaged
     */
    public static List<SystemPackage> readSqlite(byte[] database) throws IOException {
        List<SystemPackage> packages = new ArrayList<>();
        SqliteTable.read(database, "Packages", record -> {
            List<byte[]> columns = SqliteTable.columns(record);
            if (columns.size() < 2) {
                throw new IOException("the database is damaged: a package without a header");
            }
            SystemPackage one = RpmHeader.read(columns.get(1));
            if (one != null) {
                packages.add(one);
            }
        });
        return packages;
    }

    /**
     * Reads {@code container-manifest-2}: lines of name, version with release, times of installation and build, vendor, epoch,
     * size, architecture, number of the epoch and source RPM, with tabs between them.
     *
     * @throws IOException if a line has fewer fields
     */
    public static List<SystemPackage> readManifest(byte[] manifest) throws IOException {
        List<SystemPackage> packages = new ArrayList<>();
        for (String line : new String(manifest, StandardCharsets.UTF_8).split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length < FIELDS) {
                throw new IOException("a line of it has " + fields.length + " fields instead of " + FIELDS);
            }
            packages.add(new SystemPackage(
                    Software.Kind.RPM,
                    fields[0],
                    fields[1],
                    given(fields[5]),
                    given(fields[7]),
                    given(fields[9].strip()),
                    "",
                    List.of()));
        }
        return packages;
    }

    private static String given(String field) {
        return field.equals(NONE) ? "" : field;
    }
}
