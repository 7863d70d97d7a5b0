package dev.drydock.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what the site's search looks through: an entry for each heading of each page, with the text below it. It is started from
 * source while the site is made, when nothing is compiled, and so uses nothing but the JDK.
 */
public final class SearchIndex {

    private SearchIndex() {}

    /** Arguments: the file to write, a script that search.js reads; folders of pages. */
    public static void main(String[] args) throws IOException {
        Path index = Path.of(args[0]);
        List<String> entries = new ArrayList<>();
        for (String folder : List.of(args).subList(1, args.length)) {
            Path pages = Path.of(folder);
            try (Stream<Path> files = Files.walk(pages)) {
                for (Path file : (Iterable<Path>)
                        files.filter(path -> path.toString().endsWith(".md")).sorted()::iterator) {
                    String address =
                            pages.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", ".html");
                    entries.addAll(entries(address, Files.readAllLines(file)));
                }
            }
        }
        Files.createDirectories(index.getParent());
        Files.writeString(index, "window.drydockIndex = [\n" + String.join(",\n", entries) + "\n];\n");
    }

    /** The entry of one page, as JSON. */
    static List<String> entries(String address, List<String> lines) {
        List<String> entries = new ArrayList<>();
        String title = "";
        String heading = "";
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String line : lines) {
            code ^= line.strip().startsWith("```");
            if (!code && line.matches("#{1,4} .*")) {
                add(entries, address, title, heading, text);
                heading = plain(line.replaceFirst("^#+ ", ""));
                title = title.isEmpty() ? heading : title;
                text.setLength(0);
            } else {
                text.append(plain(line)).append(' ');
            }
        }
        add(entries, address, title, heading, text);
        return entries;
    }

    private static void add(List<String> entries, String address, String title, String heading, StringBuilder text) {
        if (!heading.isEmpty()) {
            entries.add("{\"page\":%s,\"title\":%s,\"heading\":%s,\"text\":%s}"
                    .formatted(
                            json(address),
                            json(title),
                            json(heading),
                            json(text.toString().replaceAll("\\s+", " ").strip())));
        }
    }

    /** Without the marks of Markdown. */
    private static String plain(String line) {
        return line.replaceAll("<!--.*?-->|<a id=\"[^\"]*\"></a>|[`*]|^\\s*[|]?[-|: ]{5,}$", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replace('|', ' ');
    }

    private static String json(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("</", "<\\/")
                        .replace("\t", " ") + "\"";
    }
}
