package dev.drydock.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and files of a tree, or of a part of it. Paths are those of the tree. */
interface TreeView {

    /** The file of that path, or null if there is none. */
    @Nullable
    SourceNode get(String path);

    /** Names in a directory, in the order of their bytes; empty for anything else. */
    List<String> children(String directory);
}
