package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;

/** Tells whether paths exist below a directory, following no symlink. */
final class PathSearch {

    private PathSearch() {}

    static boolean exists(Directory directory, String path) throws IOException {
        int slash = path.indexOf('/');
        var status = directory.find(slash < 0 ? path : path.substring(0, slash));
        if (slash < 0 || status == null || !status.isDirectory()) {
            return slash < 0 && status != null;
        }
        try (var child = directory.directory(path.substring(0, slash))) {
            return exists(child, path.substring(slash + 1));
        }
    }
}
