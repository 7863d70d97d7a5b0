package dev.drydock.copy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.drydock.context.BuildContext;
import dev.drydock.context.HostNames;
import dev.drydock.context.IgnoreRules;
import dev.drydock.context.RootedPaths;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/**
 * A case of a resource file: {@code = title}, then sections, each a line ending in a colon and the lines after it.
 *
 * <ul>
 *   <li>{@code context:} files on the host, {@code archive NAME [gz|bz2|xz|zst|as C]:} an archive there;
 *       with {@code as C} its first entry is of the type C
 *   <li>{@code base:} the stage's root, {@code from N:} that of another stage; repeated ones are further layers
 *   <li>{@code steps:} what is executed
 *   <li>{@code result:} all of the root then; or {@code fails:} words of the error; {@code layer:} names in the last layer
 * </ul>
 */
record CopyCase(String title, List<Section> sections) {

    record Section(String name, List<String> lines) {}

    static List<CopyCase> parse(String text) {
        List<CopyCase> cases = new ArrayList<>();
        List<Section> sections = null;
        for (String line : text.split("\n")) {
            if (line.startsWith("= ")) {
                sections = new ArrayList<>();
                cases.add(new CopyCase(line.substring(2), sections));
            } else if (line.matches("[a-z].*:") && !line.contains(" = ") && sections != null) {
                sections.add(new Section(line.substring(0, line.length() - 1), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#") && sections != null) {
                sections.get(sections.size() - 1).lines().add(line);
            }
        }
        return cases;
    }

    Map<String, List<String>> byName() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        sections.forEach(s -> map.putIfAbsent(s.name(), s.lines()));
        return map;
    }

    /** Lays everything out below the folder and returns the stage the steps are to run on. */
    Stage prepare(Path folder) throws IOException, InterruptedException {
        Path context = Files.createDirectory(folder.resolve("context"));
        Stage stage = new Stage(Files.createDirectory(folder.resolve("layers")));
        for (Section section : sections) {
            String name = section.name();
            if (name.equals("context")) {
                layOut(context, TreeText.parse(section.lines()));
            } else if (name.startsWith("archive ")) {
                String[] words = name.split(" ");
                archive(
                        context.resolve(words[1]),
                        String.join(" ", Arrays.asList(words).subList(2, words.length)),
                        section.lines());
            } else if (name.equals("base")) {
                stage.on(TreeText.parse(section.lines()));
            } else if (name.startsWith("from ")) {
                stage.stage(Integer.parseInt(name.substring(5)), TreeText.parse(section.lines()));
            }
        }
        Path ignore = context.resolve(".dockerignore");
        IgnoreRules rules =
                Files.exists(ignore) ? IgnoreRules.parse(Files.readAllBytes(ignore), ignore) : IgnoreRules.none();
        return stage.context(BuildContext.open(context, rules));
    }

    static void layOut(Path root, List<TreeText.Item> items) throws IOException, InterruptedException {
        for (TreeText.Item item : items) {
            Path path = HostNames.resolve(root, item.entry().name());
            Files.createDirectories(
                    HostNames.resolve(root, RootedPaths.parent(item.entry().name())));
            switch (item.entry().type()) {
                case DIRECTORY -> Files.createDirectories(path);
                case SYMLINK ->
                    Files.createSymbolicLink(path, Path.of(item.entry().linkName()));
                case HARD_LINK ->
                    Files.createLink(path, HostNames.resolve(root, item.entry().linkName()));
                case FIFO ->
                    new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
                default -> Files.write(path, item.content());
            }
        }
        for (int i = items.size() - 1; i >= 0; i--) {
            var entry = items.get(i).entry();
            Path path = HostNames.resolve(root, entry.name());
            if (entry.type() == TarEntry.Type.FIFO) {
                Files.setAttribute(path, "unix:mode", entry.mode());
            }
            if (entry.isFile() || entry.isDirectory()) {
                for (var xattr : entry.xattrs().entrySet()) {
                    Files.setAttribute(path, xattr.getKey().replaceFirst("\\.", ":"), xattr.getValue());
                }
                Files.setLastModifiedTime(path, FileTime.from(TreeText.TIME));
                Files.setAttribute(path, "unix:mode", entry.mode()); // last: it may forbid the others
            }
        }
    }

    private static void archive(Path file, String compression, List<String> lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = compress(bytes, compression);
                var tar = new TarWriter(out)) {
            for (TreeText.Item item : TreeText.parse(lines)) {
                if (item.entry().isFile() && item.content().length > 0) {
                    tar.add(item.entry(), new ByteArrayInputStream(item.content()));
                } else {
                    tar.add(item.entry());
                }
            }
            tar.finish();
        }
        byte[] archive = bytes.toByteArray();
        if (compression.startsWith("as ")) {
            retype(archive, compression.charAt(3));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, archive);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void retype(byte[] archive, char type) {
        archive[156] = (byte) type;
        Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xFF;
        }
        byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, 148, digits.length);
    }

    private static OutputStream compress(OutputStream out, String compression) throws IOException {
        return switch (compression) {
            case "", "as 7", "as S" -> out;
            case "gz" -> new GZIPOutputStream(out);
            case "bz2" -> new BZip2CompressorOutputStream(out);
            case "xz" -> new XZCompressorOutputStream(out);
            case "zst" -> new ZstdOutputStream(out);
            default -> throw new IllegalArgumentException(compression);
        };
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
