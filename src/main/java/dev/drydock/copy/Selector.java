package dev.drydock.copy;

import dev.drydock.context.GoPattern;
import dev.drydock.context.PatternList;
import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.CopyStep.Source;
import dev.drydock.plan.CopyStep.Unpack;
import dev.drydock.plan.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the sources of a step name. */
final class Selector implements Source.Visitor<List<Selection>, IOException, InterruptedException> {

    private static final String PIVOT = "/./";

    private final CopyStep step;
    private final CopyInputs inputs;
    private final PatternList excludes;

    Selector(CopyStep step, CopyInputs inputs) {
        this.step = step;
        this.inputs = inputs;
        this.excludes = patterns(step.excludes(), "--exclude");
    }

    /**
     * In the order of the step; the files a wildcard stands for in the order of their names.
     *
     * @throws BuildFailure if a source that is no wildcard is not there
     */
    List<Selection> select() throws IOException, InterruptedException {
        List<Selection> selections = new ArrayList<>();
        for (Source source : step.sources()) {
            selections.addAll(source.accept(this));
        }
        return selections;
    }

    @Override
    public List<Selection> visit(Source.Files files) throws IOException, InterruptedException {
        return step.parents() ? keepingParents(files) : named(files);
    }

    @Override
    public List<Selection> visit(Source.Inline inline) {
        return List.of(single(SingleFileTree.of(inline.file()), false));
    }

    @Override
    public List<Selection> visit(Source.Download download) throws IOException, InterruptedException {
        return List.of(single(SingleFileTree.of(inputs.download(download)), step.unpack() == Unpack.ALL_ARCHIVES));
    }

    @Override
    public List<Selection> visit(Source.Git git) throws IOException, InterruptedException {
        return List.of(repository(inputs.repository(git)));
    }

    private Selection single(SingleFileTree tree, boolean unpack) {
        SourceNode file = existing(tree, tree.name());
        return new Selection(tree, file, tree.name(), TreeWalk.Filter.excluding(excludes), true, unpack);
    }

    /** The root of a checkout, unlike a directory of the context, gives its own mode to a destination that is made. */
    private Selection repository(SourceTree tree) {
        return new Selection(tree, existing(tree, ""), "", TreeWalk.Filter.excluding(excludes), false, false);
    }

    private List<Selection> named(Source.Files source) throws IOException, InterruptedException {
        SourceTree tree = inputs.tree(source.from());
        List<Selection> selections = new ArrayList<>();
        for (String path : paths(tree, source, RootedPaths.clean(source.pattern()))) {
            SourceNode node = follow(tree, path);
            if (node != null) {
                boolean unpack = step.unpack() != Unpack.NEVER && node.entry().isFile();
                selections.add(new Selection(
                        tree, node, RootedPaths.name(path), TreeWalk.Filter.excluding(excludes), true, unpack));
            } else {
                throw missing(tree, path);
            }
        }
        return selections;
    }

    /**
     * With --parents the source is the part before {@code /./}, or the root, and the rest a pattern of what to take;
     * {@code .} alone names nothing, as in Docker.
     */
    private List<Selection> keepingParents(Source.Files source) throws IOException, InterruptedException {
        SourceTree tree = inputs.tree(source.from());
        int pivot = source.pattern().indexOf(PIVOT);
        String top = pivot < 0 ? "" : source.pattern().substring(0, pivot);
        String rest = pivot < 0 ? source.pattern() : source.pattern().substring(pivot + PIVOT.length());
        String pattern = RootedPaths.clean(rest);
        var filter =
                TreeWalk.Filter.only(patterns(List.of(pattern), step.source().text()), excludes);
        boolean required = !GoPattern.hasWildcards(top) && !GoPattern.hasWildcards(pattern);
        List<Selection> selections = new ArrayList<>();
        for (String path : paths(tree, source, RootedPaths.clean(top))) {
            SourceNode node = follow(tree, path);
            if (node == null || required && (pattern.isEmpty() || !takesPart(tree, node, pattern, filter))) {
                throw missing(tree, RootedPaths.join(path, pattern));
            }
            if (!path.isEmpty() && isLeftBehind(source, tree, path)) {
                throw missing(tree, path);
            }
            selections.add(new Selection(tree, node, RootedPaths.name(path), filter, true, false));
        }
        return selections;
    }

    private static boolean takesPart(SourceTree tree, SourceNode top, String pattern, TreeWalk.Filter filter)
            throws IOException {
        boolean[] takes = new boolean[1];
        TreeWalk.walk(
                tree,
                top.path(),
                filter,
                found -> takes[0] = takes[0] || RootedPaths.isWithin(found.relative(), pattern));
        return takes[0];
    }

    private List<String> paths(SourceTree tree, Source.Files source, String path) {
        if (!GoPattern.hasWildcards(path)) {
            return List.of(path);
        }
        try {
            if (source.from() instanceof Input.Context) {
                PatternList.of(List.of(path)); // Docker selects what it sends of a context by the rules of ignore files
            }
            var wildcards = new Wildcards(tree, path);
            if (!wildcards.hasTop()) {
                throw missing(tree, wildcards.top());
            }
            List<String> matches = wildcards.matches();
            if (matches.isEmpty() && !wildcards.top().isEmpty() && isLeftBehind(source, tree, wildcards.top())) {
                throw missing(tree, wildcards.top());
            }
            return matches;
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    step.source().location() + ": " + source.pattern() + ": " + e.getMessage(),
                    "If the bracket is part of the name, write [[] for it.");
        }
    }

    /** Whether no source of the build is in a directory of the context, nor around it. */
    private boolean isLeftBehind(Source.Files source, SourceTree tree, String directory) {
        if (!(source.from() instanceof Input.Context context)) {
            return false;
        }
        List<String> patterns = inputs.taken(context);
        for (String text : patterns) {
            String pattern = RootedPaths.clean(text);
            List<String> found = !GoPattern.hasWildcards(pattern)
                    ? follow(tree, pattern) == null ? List.of() : List.of(pattern)
                    : pattern.contains("**") ? List.of("") : new Wildcards(tree, pattern).matches();
            for (String path : found) {
                if (RootedPaths.isWithin(path, directory) || RootedPaths.isWithin(directory, path)) {
                    return false;
                }
            }
        }
        return !patterns.isEmpty();
    }

    private static @Nullable SourceNode follow(SourceTree tree, String path) {
        return tree.get(tree.resolve(path));
    }

    private PatternList patterns(List<String> patterns, String where) {
        try {
            return PatternList.of(patterns);
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    step.source().location() + ": " + where + ": " + e.getMessage(),
                    "If a bracket is part of a name, write [[] for it.");
        }
    }

    private static SourceNode existing(SourceTree tree, String path) {
        SourceNode node = tree.get(path);
        if (node == null) {
            throw new IllegalStateException("a tree without " + path);
        }
        return node;
    }

    private BuildFailure missing(SourceTree tree, String path) {
        SourceNode node = tree.get(path);
        String link = node != null && node.entry().isSymlink()
                ? "is a link to " + node.entry().linkName() + ", which "
                : "";
        MissingPath absence = tree.absence(tree.resolve(path));
        return BuildFailure.ofBuild(
                step.source().location() + ": " + step.source().text() + ": /" + path + " " + link + absence.said(),
                absence.hint());
    }
}
