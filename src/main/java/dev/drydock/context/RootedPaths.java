package dev.drydock.context;

/**
 * Paths inside a root, in the form tar entries and indexes use: no leading or trailing slash, no {@code .} or {@code ..}
 * parts, "" for the root itself.
 */
public final class RootedPaths {

    private RootedPaths() {}

    /** Brings any spelling into that form; {@code ..} above the root stays at the root. Follows nothing. */
    public static String clean(String path) {
        if (isClean(path)) {
            return path;
        }
        var out = new StringBuilder(path.length());
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            } else if (!part.isEmpty() && !part.equals(".")) {
                out.append(out.isEmpty() ? "" : "/").append(part);
            }
        }
        return out.toString();
    }

    private static boolean isClean(String path) {
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                int length = i - start;
                if (length == 0
                        || path.charAt(start) == '.' && (length == 1 || length == 2 && path.charAt(start + 1) == '.')) {
                    return path.isEmpty();
                }
                start = i + 1;
            }
        }
        return true;
    }

    /** A name, or a clean path, below a directory. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }

    /** The directory a path is in; the root is in itself. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The last part of a path; "" for the root. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the path is the directory itself or lies below it. */
    public static boolean isWithin(String path, String directory) {
        return directory.isEmpty()
                || path.startsWith(directory)
                        && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
    }
}
