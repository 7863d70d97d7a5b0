package dev.drydock.engine.source;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.IgnoreRules;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.SourceTree;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The build context and the named ones, each opened once and when it is first read. */
final class Contexts {

    private final ImageSource.Dockerfile source;
    private final Workspace space;
    private final ContentDigests digests;
    private final IgnoreFiles ignores;
    private final BuildTrace trace;
    private final Map<String, SourceTree> open = new HashMap<>();

    /** @param space the build writes to, which is no part of any context */
    Contexts(
            ImageSource.Dockerfile source,
            Workspace space,
            ContentDigests digests,
            IgnoreFiles ignores,
            BuildTrace trace) {
        this.source = source;
        this.space = space;
        this.digests = digests;
        this.ignores = ignores;
        this.trace = trace;
    }

    /** @param name "" for the build context */
    synchronized SourceTree tree(String name) throws IOException {
        SourceTree known = open.get(name);
        if (known != null) {
            return known;
        }
        BuildContext context = name.isEmpty() ? main() : named(name);
        trace.context(context);
        SourceTree tree = new RecordingTree(new ContextTree(context, digests), context);
        open.put(name, tree);
        return tree;
    }

    private BuildContext main() throws IOException {
        return open(source.context(), ignores.of(source));
    }

    private BuildContext named(String name) throws IOException {
        if (!(source.contexts().get(name) instanceof NamedContext.Directory directory)) {
            throw BuildFailure.ofBuild("There is no build context named " + name, null);
        }
        return open(directory.path(), ignores.of(directory.path()));
    }

    private BuildContext open(Path directory, Optional<IgnoreRules> rules) {
        return BuildContext.open(directory, rules.orElse(IgnoreRules.none()))
                .hiding(space.output())
                .hiding(space.layout())
                .hiding(space.projectCache());
    }
}
