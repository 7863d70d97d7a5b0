package dev.drydock.copy;

import dev.drydock.context.PatternList;
import dev.drydock.context.RootedPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final Visitor visitor;
    private final List<Found> onTheWay = new ArrayList<>();

    /** Is told of what takes part. */
    interface Visitor {
        void found(Found found) throws IOException;
    }

    private static final class TooMany extends IOException {
        private static final long serialVersionUID = 1;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class Few implements Visitor {
        private final int most;
        private final List<Found> found = new ArrayList<>();

        Few(int most) {
            this.most = most;
        }

        @Override
        public void found(Found one) throws TooMany {
            if (found.size() == most) {
                throw new TooMany();
            }
            found.add(one);
        }
    }

    /** The files to take: matched by includes, unless these are everything, and not by excludes. */
    record Filter(PatternList includes, boolean everything, PatternList excludes) {
        boolean takesAll() {
            return everything && excludes.isEmpty();
        }

        static Filter excluding(PatternList excludes) {
            return new Filter(PatternList.none(), true, excludes);
        }

        static Filter only(PatternList includes, PatternList excludes) {
            return new Filter(includes, false, excludes);
        }
    }

    private TreeWalk(SourceTree tree, String top, Filter filter, Visitor visitor) {
        this.visitor = visitor;
        this.tree = tree;
        this.top = top;
        this.filter = filter;
    }

    /**
     * Shows the files, a directory before what is in it, names in byte order.
     *
     * @param top the directory copied; not among them itself
     */
    static void walk(SourceTree tree, String top, Filter filter, Visitor visitor) throws IOException {
        new TreeWalk(tree, top, filter, visitor)
                .children("", filter.includes().root(), filter.excludes().root());
    }

    /** The same as a list; null if there are more. */
    static @Nullable List<Found> few(SourceTree tree, String top, Filter filter, int most) throws IOException {
        Few few = new Few(most);
        try {
            walk(tree, top, filter, few);
            return few.found;
        } catch (TooMany e) {
            return null;
        }
    }

    private void children(String directory, PatternList.Match includes, PatternList.Match excludes) throws IOException {
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

    private void report(SourceNode node, String relative) throws IOException {
        for (Found each : onTheWay) {
            visitor.found(each);
        }
        onTheWay.clear();
        visitor.found(new Found(node, relative, false));
    }
}
