package dev.drydock.java.runtime;

import dev.drydock.image.Digest;
import dev.drydock.inventory.system.Paragraphs;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packages of this machine's distribution that files come from, as dpkg knows them. An image that has such files and no
 * dpkg names them in {@code var/lib/dpkg/status.d}, as distroless images do: scanners read that, and would otherwise not know
 * that there is a C library.
 */
final class HostPackages {

    private static final String DATABASE = "var/lib/dpkg/status";
    private static final String LISTS = "var/lib/dpkg/info";
    private static final String LIST = ".list";
    private static final String LINE = "\u001F";

    /** The fields of a package that say which it is and whose it is. */
    private static final List<String> FIELDS = List.of(
            "Package",
            "Status",
            "Section",
            "Maintainer",
            "Architecture",
            "Multi-Arch",
            "Source",
            "Version",
            "Homepage");

    private final Path root;

    /** @param root of the distribution, {@code /} */
    HostPackages(Path root) {
        this.root = root;
    }

    /**
     * The entries for {@code status.d} by their names; none if dpkg is not there or knows none of the files.
     *
     * @param files absolute, under every name they go by
     * @param memory file that keeps the answer until dpkg's database changes
     */
    SortedMap<String, String> of(Collection<String> files, Path memory) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        Path database = root.resolve(DATABASE);
        if (!Files.isRegularFile(database)) {
            return entries;
        }
        String asked = Files.size(database) + " " + Files.getLastModifiedTime(database) + " " + new TreeSet<>(files);
        String key = Digest.of(asked.getBytes(StandardCharsets.UTF_8)).hex();
        List<String> kept = CheckedText.lines(memory);
        if (!kept.isEmpty() && kept.get(0).equals(key)) {
            for (String line : kept.subList(1, kept.size())) {
                int name = line.indexOf(' ');
                entries.put(line.substring(0, name), line.substring(name + 1).replace(LINE, "\n"));
            }
            return entries;
        }
        Set<String> owners = owners(files);
        for (Map<String, String> fields : Paragraphs.of(Files.readAllBytes(database))) {
            String name = fields.getOrDefault("package", "");
            String architecture = fields.getOrDefault("architecture", "");
            if (owners.contains(name) || owners.contains(name + ":" + architecture)) {
                entries.put(name, entry(fields));
            }
        }
        var text = new StringBuilder(key).append('\n');
        for (Map.Entry<String, String> each : entries.entrySet()) {
            text.append(each.getKey())
                    .append(' ')
                    .append(each.getValue().replace("\n", LINE))
                    .append('\n');
        }
        AtomicFiles.write(memory, CheckedText.encode(text.toString()));
        return entries;
    }

    private static String entry(Map<String, String> fields) {
        var text = new StringBuilder();
        for (String name : FIELDS) {
            String value = fields.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                text.append(name)
                        .append(": ")
                        .append(value.lines().findFirst().orElse(""))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** Names of packages, with their architecture where several can be installed. */
    private Set<String> owners(Collection<String> files) throws IOException {
        Set<String> wanted = new HashSet<>();
        for (String file : files) {
            // Packages built before /lib became a link to /usr/lib list the one, later ones the other.
            String plain = file.startsWith("/usr/") ? file.substring("/usr".length()) : file;
            wanted.add(plain);
            wanted.add("/usr" + plain);
        }
        Set<String> owners = new HashSet<>();
        try (DirectoryStream<Path> lists = Files.newDirectoryStream(root.resolve(LISTS), "*" + LIST)) {
            for (Path list : lists) {
                for (String line : new String(Files.readAllBytes(list), StandardCharsets.UTF_8).split("\n")) {
                    if (wanted.contains(line)) {
                        String name = String.valueOf(list.getFileName());
                        owners.add(name.substring(0, name.length() - LIST.length()));
                        break;
                    }
                }
            }
        }
        return owners;
    }
}
