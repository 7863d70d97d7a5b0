package dev.drydock.context;

/**
 * One line of a .dockerignore: like {@link GoPattern} but {@code **} stands for any number of directories. Says nothing of
 * what lies below a matched directory; {@link PatternList} does.
 */
final class IgnorePattern {

    private interface Test {
        boolean matches(String path);
    }

    private final boolean negated;
    private final String text;
    private final Test test;

    private IgnorePattern(boolean negated, String text, Test test) {
        this.negated = negated;
        this.text = text;
        this.test = test;
    }

    /**
     * @param text cleaned, without the {@code !}
     * @throws IllegalArgumentException if it is malformed
     */
    static IgnorePattern compile(String text, boolean negated) {
        GoPattern.compile(text); // the stricter reader decides what is malformed
        return new IgnorePattern(negated, text, test(text));
    }

    private static Test test(String text) {
        if (!GoPattern.hasWildcards(text) && text.indexOf('\\') < 0) {
            return text::equals;
        }
        if (text.startsWith("**") && !GoPattern.hasWildcards(text.substring(2)) && text.indexOf('\\') < 0) {
            return suffix(text.substring(2));
        }
        var glob = glob(text);
        if (crossesNames(text)) {
            return glob::matches;
        }
        long depth = depth(text);
        return path -> depth(path) == depth && glob.matches(path);
    }

    /** {@code **}{@code /a/b} is a tail of whole names; {@code **b} is any tail; {@code **} is everything. */
    private static Test suffix(String tail) {
        return tail.startsWith("/")
                ? path -> path.endsWith(tail)
                        || path.length() == tail.length() - 1 && tail.regionMatches(1, path, 0, path.length())
                : path -> path.endsWith(tail);
    }

    private static boolean crossesNames(String text) {
        return text.contains("**") || text.indexOf('[') >= 0;
    }

    private static long depth(String path) {
        long slashes = 0;
        for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
            slashes++;
        }
        return slashes;
    }

    private static Glob glob(String text) {
        var glob = new Glob.Builder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '*' && text.startsWith("*", i)) {
                i++;
                if (text.startsWith("/", i)) {
                    i++;
                }
                if (i == text.length()) {
                    glob.anything();
                } else {
                    glob.directories();
                }
            } else if (c == '[') {
                var parsed = CharacterClass.parse(text, i);
                if (parsed.reversed()) {
                    throw GoPattern.malformed(text, "a range ends before it begins");
                }
                glob.oneOf(parsed.set());
                i = parsed.end();
            } else if (c == '\\') {
                int escaped = text.codePointAt(i);
                i += Character.charCount(escaped);
                glob.literal(escaped);
            } else if (c == '*') {
                glob.star();
            } else if (c == '?') {
                glob.one();
            } else {
                glob.literal(c);
            }
        }
        return glob.build();
    }

    boolean negated() {
        return negated;
    }

    boolean matches(String path) {
        return test.matches(path);
    }

    /** Whether the pattern could match something below the directory; may say yes too often, never no wrongly. */
    boolean reachesBelow(String directory) {
        String plain = plainBeginning();
        String inside = directory + "/";
        if (!inside.startsWith(plain) && !plain.startsWith(inside)) {
            return false;
        }
        String[] parts = text.split("/");
        String[] names = directory.split("/");
        for (int i = 0; i < names.length; i++) {
            if (i >= parts.length) {
                return false;
            }
            if (parts[i].contains("**") || parts[i].indexOf('[') >= 0 || parts[i].indexOf('\\') >= 0) {
                return true;
            }
            if (GoPattern.hasWildcards(parts[i])
                    ? !GoPattern.compile(parts[i]).matches(names[i])
                    : !parts[i].equals(names[i])) {
                return false;
            }
        }
        return parts.length > names.length;
    }

    /** The beginning of every match: the text up to the first character that means something else than itself. */
    private String plainBeginning() {
        int end = 0;
        while (end < text.length() && "*?[\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }
}
