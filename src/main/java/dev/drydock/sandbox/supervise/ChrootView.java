package dev.drydock.sandbox.supervise;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The files and names that the processes of a chroot are to see.
 *
 * @param root the chroot's path for the worker
 * @param first the process all of them descend from, the only ones seen in /proc
 * @param hostname the name of the machine
 * @param readOnly paths inside whose files cannot be opened for writing, nor what is below them
 */
public record ChrootView(String root, int first, String hostname, List<String> readOnly) {

    /** @param path absolute, as it is inside */
    boolean isReadOnly(String path) {
        String clean = clean(path);
        for (String each : readOnly) {
            if (clean.startsWith(each) && (clean.length() == each.length() || clean.charAt(each.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String path) {
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** A path of the worker as it is inside; itself if it lies elsewhere. */
    String inside(String path) {
        if (path.equals(root)) {
            return "/";
        }
        return path.startsWith(root + "/") ? path.substring(root.length()) : path;
    }
}
