package dev.drydock.copy;

import dev.drydock.context.PatternList;
import dev.drydock.context.RootedPaths;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a directory that is copied and says what takes part: everything, less what {@code --exclude} names, or with
 * {@code --parents} only what the pattern matches. A directory that does not take part itself is reported as soon as
 * something in it does.
 */
final class TreeWalk {

    /**
     * Selects what takes part.
     *
     * @param relative path below the directory copied, never ""
     * @param onTheWay a directory that is here only because of something in it
     */
    record Found(SourceNode node, String relative, boolean onTheWay) {}

    private final SourceTree tree;
    private final String top;
    private final Filter filter;
    private final List<Found> found = new ArrayList<>();
    private final List<Found> onTheWay = new ArrayList<>();

    /** The files to take: matched by includes, unless these are everything, and not by excludes. */
    record Filter(PatternList includes, boolean everything, PatternList excludes) {
        static Filter excluding(PatternList excludes) {
            return new Filter(PatternList.none(), true, excludes);
        }

        static Filter only(PatternList includes, PatternList excludes) {
            return new Filter(includes, false, excludes);
        }
    }

    private TreeWalk(SourceTree tree, String top, Filter filter) {
        this.tree = tree;
        this.top = top;
        this.filter = filter;
    }

    /**
     * The files, a directory before what is in it, names in byte order.
     *
     * @param top the directory copied; not among them itself
     */
    static List<Found> walk(SourceTree tree, String top, Filter filter) {
        var walk = new TreeWalk(tree, top, filter);
        walk.children("", filter.includes().root(), filter.excludes().root());
        return walk.found;
    }

    private void children(String directory, PatternList.Match includes, PatternList.Match excludes) {
        for (String name : tree.children(RootedPaths.join(top, directory))) {
            String relative = RootedPaths.join(directory, name);
            Staging.checkLength(relative);
            SourceNode node = tree.get(RootedPaths.join(top, relative));
            if (node == null) {
                continue; // a tree may lose files between being listed and being looked at
            }
            PatternList.Match included = includes.below(relative);
            PatternList.Match excluded = excludes.below(relative);
            boolean wanted = (filter.everything() || included.matched()) && !excluded.matched();
            if (!node.entry().isDirectory()) {
                if (wanted) {
                    report(node, relative);
                }
            } else if (wanted) {
                report(node, relative);
                children(relative, included, excluded);
            } else if (mayBeWantedBelow(relative, included, excluded)) {
                int depth = onTheWay.size();
                onTheWay.add(new Found(node, relative, true));
                children(relative, included, excluded);
                if (onTheWay.size() > depth) {
                    onTheWay.remove(depth);
                }
            }
        }
    }

    private boolean mayBeWantedBelow(String relative, PatternList.Match included, PatternList.Match excluded) {
        return (filter.everything() || included.matched() || filter.includes().mayMatchBelow(relative))
                && (!excluded.matched() || filter.excludes().mayTakeBackBelow(relative));
    }

    private void report(SourceNode node, String relative) {
        found.addAll(onTheWay);
        onTheWay.clear();
        found.add(new Found(node, relative, false));
    }
}
