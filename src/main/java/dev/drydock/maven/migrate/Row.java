package dev.drydock.maven.migrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A row of a table.
 *
 * @param from path of an element of the other plugin, or one of its properties
 * @param to path of our element; "" if there is none
 * @param item what an element of our list is called; "" if it is none
 * @param said to the user; "" for nothing
 */
record Row(String from, String to, Way way, String item, String said) {

    /**
     * The sections of a table among the resources, in its order. Lines: {@code [section]}, {@code # remark}, or {@code from | to
     * | way | said}.
     */
    static Map<String, List<Row>> table(String name) {
        Map<String, List<Row>> sections = new LinkedHashMap<>();
        List<Row> section = new ArrayList<>();
        InputStream in = Objects.requireNonNull(Row.class.getResourceAsStream(name + ".table"), name);
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.indexOf(']')), section);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    section.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }

    private static Row parse(String line) {
        String[] parts = line.split("\\|", 4);
        String way = parts[2].strip();
        boolean list = way.startsWith("list ");
        return new Row(
                parts[0].strip(),
                parts[1].strip(),
                Way.of(list ? "list" : way),
                list ? way.substring("list ".length()) : "",
                parts.length > 3 ? parts[3].strip() : "");
    }

    /** The element's last name. */
    String name() {
        return from.substring(from.lastIndexOf('/') + 1);
    }
}
