package dev.drydock.frontend.value;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths inside an image: slashes, whatever this machine uses; the rules are those of Go's path package. */
public final class ContainerPath {

    private ContainerPath() {}

    public static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    /** Shortest equal spelling, no trailing slash; ".." cannot leave the root of an absolute path; "" becomes ".". */
    public static String clean(String path) {
        boolean absolute = isAbsolute(path);
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                parts.addLast(part);
            } else if (!parts.isEmpty() && !"..".equals(parts.peekLast())) {
                parts.removeLast();
            } else if (!absolute) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /** Absolute and cleaned; a relative path is taken from the working directory. */
    public static String resolve(String workdir, String path) {
        return clean(isAbsolute(path) ? path : "/" + workdir + "/" + path);
    }

    /** Last part of the path: "/" for the root, "." for nothing. */
    public static String base(String path) {
        String cleaned = clean(path);
        return cleaned.equals("/") ? "/" : cleaned.substring(cleaned.lastIndexOf('/') + 1);
    }

    /** Whether a path written like this can only be a directory. */
    public static boolean meansDirectory(String path) {
        return path.isEmpty() || path.equals(".") || path.endsWith("/") || path.endsWith("/.");
    }
}
