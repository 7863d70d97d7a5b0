package dev.drydock.build;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.IgnoreRules;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.SourceTree;
import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The build context and the named ones, each opened once and when it is first read. */
final class Contexts {

    private static final String IGNORE_FILE = ".dockerignore";

    private final ImageSource.Dockerfile source;
    private final Workspace space;
    private final ContentDigests digests;
    private final Map<String, SourceTree> open = new HashMap<>();

    /** @param space the build writes to, which is no part of any context */
    Contexts(ImageSource.Dockerfile source, Workspace space, ContentDigests digests) {
        this.source = source;
        this.space = space;
        this.digests = digests;
    }

    /** @param name "" for the build context */
    synchronized SourceTree tree(String name) throws IOException {
        SourceTree known = open.get(name);
        if (known != null) {
            return known;
        }
        SourceTree tree = new ContextTree(name.isEmpty() ? main() : named(name), digests);
        open.put(name, tree);
        return tree;
    }

    private BuildContext main() throws IOException {
        Path beside = source.file().resolveSibling(source.file().getFileName() + IGNORE_FILE);
        Path rules = Files.exists(beside) ? beside : source.context().resolve(IGNORE_FILE);
        return open(source.context(), rules);
    }

    private BuildContext named(String name) throws IOException {
        if (!(source.contexts().get(name) instanceof NamedContext.Directory directory)) {
            throw BuildFailure.ofBuild("There is no build context named " + name, null);
        }
        return open(directory.path(), directory.path().resolve(IGNORE_FILE));
    }

    private BuildContext open(Path directory, Path rules) throws IOException {
        return BuildContext.open(directory, rules(rules))
                .hiding(space.output())
                .hiding(space.layout())
                .hiding(space.projectCache());
    }

    private static IgnoreRules rules(Path file) throws IOException {
        try {
            return IgnoreRules.parse(
                    Files.readAllBytes(file), file.getFileName().toString());
        } catch (NoSuchFileException e) {
            return IgnoreRules.none();
        }
    }
}
