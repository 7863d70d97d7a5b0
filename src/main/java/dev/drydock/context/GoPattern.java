package dev.drydock.context;

/**
 * A wildcard pattern of COPY and ADD, as Go's filepath.Match reads it: {@code *} and {@code ?} within a name,
 * {@code [a-z]}, {@code [^x]}, backslash before any character. The whole path must match.
 */
public final class GoPattern {

    private final Glob glob;

    private GoPattern(Glob glob) {
        this.glob = glob;
    }

    /** @throws IllegalArgumentException saying what is wrong, if Go would call the pattern malformed */
    public static GoPattern compile(String pattern) {
        var glob = new Glob.Builder();
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '*' -> glob.star();
                case '?' -> glob.one();
                case '[' -> {
                    var parsed = CharacterClass.parse(pattern, i);
                    glob.oneOf(parsed.set());
                    i = parsed.end();
                }
                case '\\' -> {
                    if (i == pattern.length()) {
                        throw malformed(pattern, "a backslash at its end");
                    }
                    int escaped = pattern.codePointAt(i);
                    i += Character.charCount(escaped);
                    glob.literal(escaped);
                }
                default -> glob.literal(c);
            }
        }
        return new GoPattern(glob.build());
    }

    /** Whether the text has a wildcard that is not escaped. Without one, backslashes are plain characters of a name. */
    public static boolean hasWildcards(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return true;
            }
            if (c == '\\') {
                i++;
            }
        }
        return false;
    }

    public boolean matches(String path) {
        return glob.matches(path);
    }

    static IllegalArgumentException malformed(String pattern, String reason) {
        return new IllegalArgumentException("malformed pattern \"" + pattern + "\": " + reason);
    }
}
