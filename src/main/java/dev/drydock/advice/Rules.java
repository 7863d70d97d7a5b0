package dev.drydock.advice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The table {@code failed-commands.txt}: {@code [name]}, then any number of {@code exit CODE} and {@code says REGULAR-EXPRESSION}, then
 * {@code do} and the advice, which further lines that begin with a blank go on with. Lines with {@code #} and empty ones do not count.
 */
final class Rules {

    /** The first that fits counts. */
    static final List<Rule> ALL = read();

    private Rules() {}

    private static List<Rule> read() {
        String text;
        try (InputStream table = Rules.class.getResourceAsStream("failed-commands.txt")) {
            text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(text);
    }

    static List<Rule> parse(String text) {
        List<Rule> rules = new ArrayList<>();
        String name = "";
        Set<Integer> exitCodes = new HashSet<>();
        List<Pattern> patterns = new ArrayList<>();
        StringBuilder advice = new StringBuilder();
        for (String line : (text + "\n[]").split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (!name.isEmpty()) {
                    rules.add(new Rule(name, Set.copyOf(exitCodes), List.copyOf(patterns), advice.toString()));
                }
                name = line.substring(1, line.length() - 1);
                exitCodes.clear();
                patterns.clear();
                advice.setLength(0);
            } else if (line.startsWith("exit ")) {
                exitCodes.add(Integer.parseInt(line.substring(5)));
            } else if (line.startsWith("says ")) {
                patterns.add(Pattern.compile(line.substring(5), Pattern.MULTILINE));
            } else if (line.startsWith("do ")) {
                advice.append(line.substring(3));
            } else if (line.startsWith(" ")) {
                advice.append(' ').append(line.strip());
            } else {
                throw new IllegalArgumentException("not a line of the table: " + line);
            }
        }
        return List.copyOf(rules);
    }
}
