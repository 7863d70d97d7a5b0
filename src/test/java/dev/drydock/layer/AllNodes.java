package dev.drydock.layer;

import dev.drydock.layer.FileTree.Node;
import java.util.function.Consumer;

/** Visits all of a tree, a directory before its children, these in byte order. */
public final class AllNodes {

    private AllNodes() {}

    public static void of(FileTree tree, Consumer<Node> visitor) {
        visit(tree, "", visitor);
    }

    private static void visit(FileTree tree, String path, Consumer<Node> visitor) {
        visitor.accept(tree.get(path));
        for (String name : tree.children(path)) {
            visit(tree, path.isEmpty() ? name : path + "/" + name, visitor);
        }
    }
}
