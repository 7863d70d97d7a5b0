package dev.drydock.dockerfile.text;

import java.util.ArrayList;

/** Sources of COPY and ADD, as the checks see them. */
public final class SourcePath {

    private SourcePath() {}

    /** Whether ADD would fetch it. */
    public static boolean isRemote(String source) {
        return source.contains("://")
                || source.startsWith("git@")
                || source.startsWith("github.com/")
                || source.endsWith(".git")
                || source.contains(".git#");
    }

    /** Relative to the context, without {@code .}, {@code ..} and needless slashes; "." for the context itself. */
    public static String clean(String source) {
        var parts = new ArrayList<String>();
        for (var part : source.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? "." : String.join("/", parts);
    }
}
