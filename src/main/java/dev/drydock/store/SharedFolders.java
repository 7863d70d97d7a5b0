package dev.drydock.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders of the store that other rooms fill with files and directories. The time of a directory is not ours to set, for
 * builds compare it: a file beside it, named like it and {@value #MARK}, has the time of its last use.
 */
final class SharedFolders {

    private static final String MARK = ".used";

    private SharedFolders() {}

    /** The file whose time is that of the last use; for a directory made if it is missing. */
    static Path markOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path mark = mark(path);
        try {
            return Files.createFile(mark);
        } catch (FileAlreadyExistsException usual) {
            return mark;
        } catch (FileSystemException e) {
            // Another user's folder: whoever may prune it is the one who marks it.
            return path;
        }
    }

    static Path mark(Path path) {
        return path.resolveSibling(path.getFileName() + MARK);
    }

    /** Whether it only says when something beside it was used. */
    static boolean isMark(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(MARK)
                && Files.exists(path.resolveSibling(name.substring(0, name.length() - MARK.length())));
    }
}
