package dev.drydock.copy;

import dev.drydock.context.GoPattern;
import dev.drydock.context.RootedPaths;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a tree that a wildcard pattern names. Links are followed in the directories before the first wildcard and
 * nowhere after it; nothing is looked for below a match.
 */
final class Wildcards {

    private final SourceTree tree;
    private final String top;
    private final GoPattern pattern;
    private final int levels;
    private final List<String> matches = new ArrayList<>();

    /**
     * @param path clean, with a wildcard
     * @throws IllegalArgumentException if the pattern is malformed
     */
    Wildcards(SourceTree tree, String path) {
        String[] parts = path.split("/");
        int plain = 0;
        while (!GoPattern.hasWildcards(parts[plain])) {
            plain++;
        }
        String rest = String.join("/", List.of(parts).subList(plain, parts.length));
        this.tree = tree;
        this.top = tree.resolve(String.join("/", List.of(parts).subList(0, plain)));
        this.pattern = GoPattern.compile(rest);
        // A bracket may stand for a slash, so with one the depth of a match is not known.
        this.levels = rest.indexOf('[') >= 0 ? Integer.MAX_VALUE : parts.length - plain;
    }

    /** Whether the directories before the first wildcard are there; if not, the pattern names nothing it could. */
    boolean hasTop() {
        return tree.get(top) != null;
    }

    /** The directory before the first wildcard, links followed. */
    String top() {
        return top;
    }

    /** Paths in the tree, in the order of a walk that takes names in byte order. */
    List<String> matches() {
        walk("", 1);
        return matches;
    }

    private void walk(String directory, int level) {
        for (String name : tree.children(RootedPaths.join(top, directory))) {
            String relative = RootedPaths.join(directory, name);
            if (pattern.matches(relative)) {
                matches.add(RootedPaths.join(top, relative));
            } else if (level < levels) {
                walk(relative, level + 1);
            }
        }
    }
}
