package dev.drydock.context;

/** Tidying of pattern lines before they are compiled. */
final class PatternText {

    private PatternText() {}

    /** Without the blanks, of any script, at both ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** The shortest path that means the same, as Go's path.Clean: keeps a leading slash and leading {@code ..}. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        var out = new StringBuilder();
        int kept = 0; // leading ".." parts that cannot be taken back
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..") && out.length() > kept) {
                out.setLength(Math.max(kept, out.lastIndexOf("/")));
            } else if (!part.equals("..") || !rooted) {
                out.append(out.isEmpty() ? "" : "/").append(part);
                if (part.equals("..")) {
                    kept = out.length();
                }
            }
        }
        return rooted ? "/" + out : out.isEmpty() ? "." : out.toString();
    }
}
