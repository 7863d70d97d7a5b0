package dev.drydock.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/** The files somebody has open, by what tells a file from others whatever its names. */
final class OpenFiles {

    private final Map<Object, Integer> counts = new HashMap<>();

    /**
     * To be called when it has been opened.
     *
     * @return what {@link #closed} wants to know
     */
    synchronized Object opened(Path real) throws IOException {
        Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
        counts.merge(key, 1, Integer::sum);
        return key;
    }

    synchronized void closed(Object key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whether the file is open, or one in the directory. */
    synchronized boolean anyAt(Path real) throws IOException {
        if (counts.isEmpty()) {
            return false;
        }
        var attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            return counts.containsKey(attributes.fileKey());
        }
        try (var children = Files.newDirectoryStream(real)) {
            for (Path child : children) {
                if (anyAt(child)) {
                    return true;
                }
            }
        }
        return false;
    }
}
