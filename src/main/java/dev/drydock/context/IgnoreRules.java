package dev.drydock.context;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.ByteNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules of a .dockerignore file. A byte order mark, CRLF, lines beginning with {@code #}, blanks at both ends and empty
 * lines do not count; {@code ./}, doubled and trailing slashes and one leading slash are cleaned away.
 */
public final class IgnoreRules {

    private static final int LONGEST_LINE = 64 * 1024;

    /** Patterns that match every name. */
    private static final Set<String> EVERYTHING = Set.of("*", "**", "**/*");

    private static final IgnoreRules NONE = new IgnoreRules(".dockerignore", PatternList.none(), List.of(), false);

    private final String name;
    private final PatternList patterns;
    private final List<Integer> numbers; // the line of each pattern, from 1
    private final boolean everything;

    private IgnoreRules(String name, PatternList patterns, List<Integer> numbers, boolean everything) {
        this.name = name;
        this.patterns = patterns;
        this.numbers = numbers;
        this.everything = everything;
    }

    /** Excludes nothing. */
    public static IgnoreRules none() {
        return NONE;
    }

    /**
     * @param text content of the file
     * @param file for its name, to be shown; where its system separates names by a backslash, so do the rules, as for Docker
     * @throws BuildFailure if a line is a lone {@code !}, a malformed pattern, or 64 KiB or longer
     */
    public static IgnoreRules parse(byte[] text, Path file) {
        return parse(text, HostNames.name(file), HostNames.separatesByBackslash(file));
    }

    /** @param windows whether a backslash separates names */
    static IgnoreRules parse(byte[] file, String name, boolean windows) {
        List<String> lines = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int number = 0;
        for (String line : withoutMark(file).split("\n", -1)) {
            number++;
            String pattern = pattern(windows ? line.replace('\\', '/') : line);
            if (pattern.isEmpty()) {
                continue;
            }
            if (line.length() >= LONGEST_LINE) {
                throw BuildFailure.ofBuild(
                        name + ":" + number + ": the line is longer than 64 KiB", "Write one pattern on each line.");
            }
            try {
                PatternList.of(List.of(pattern));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        name + ":" + number + ": " + e.getMessage(),
                        "Patterns may have *, ?, [a-z], ** and a ! at their beginning; a backslash makes the character"
                                + " after it an ordinary one.");
            }
            lines.add(pattern);
            numbers.add(number);
        }
        return lines.isEmpty()
                ? NONE
                : new IgnoreRules(
                        name, PatternList.of(lines), numbers, lines.stream().anyMatch(EVERYTHING::contains));
    }

    /** The rules that this text is in a file of this machine. */
    public static IgnoreRules parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8), Path.of(".dockerignore"));
    }

    private static String withoutMark(byte[] file) {
        boolean marked = file.length >= 3 && file[0] == (byte) 0xEF && file[1] == (byte) 0xBB && file[2] == (byte) 0xBF;
        return marked ? ByteNames.decode(file, 3, file.length - 3) : ByteNames.decode(file);
    }

    private static String pattern(String line) {
        if (line.startsWith("#")) {
            return "";
        }
        String text = PatternText.trim(line);
        if (text.isEmpty()) {
            return "";
        }
        boolean negated = text.startsWith("!");
        String path = negated ? PatternText.trim(text.substring(1)) : text;
        if (!path.isEmpty()) {
            path = PatternText.clean(path);
            if (path.length() > 1 && path.startsWith("/")) {
                path = path.substring(1);
            }
        }
        return negated ? "!" + path : path;
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a file of that path (clean, relative to the context) is left out. */
    public boolean excludes(String path) {
        return patterns.matches(path);
    }

    /** The line that leaves out a path, such as {@code .dockerignore:3}; empty if none does. */
    public String excludedBy(String path) {
        int pattern = patterns.deciding(path);
        return pattern < 0 ? "" : name + ":" + numbers.get(pattern);
    }

    /** Whether a rule with {@code !} may bring back what one before it left out. */
    public boolean bringsBack() {
        return patterns.takesBack();
    }

    /** Whether nothing of the context is left, whatever is in it. */
    public boolean excludesAll() {
        return everything && !bringsBack();
    }

    PatternList patterns() {
        return patterns;
    }
}
