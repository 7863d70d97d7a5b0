package dev.drydock.engine.source;

import dev.drydock.context.IgnoreRules;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.record.BuildTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ignore files of a build, each read once, so that checks and steps go by the same rules. Used by several threads. */
final class IgnoreFiles {

    private static final String NAME = ".dockerignore";

    private final BuildTrace trace;
    private final Map<Path, Optional<IgnoreRules>> known = new HashMap<>();

    IgnoreFiles(BuildTrace trace) {
        this.trace = trace;
    }

    /** Rules of the build context: a file named after the Dockerfile goes before the context's own. Empty if there is none. */
    Optional<IgnoreRules> of(ImageSource.Dockerfile source) throws IOException {
        Optional<IgnoreRules> beside =
                rules(source.file().resolveSibling(source.file().getFileName() + NAME));
        return beside.isPresent() ? beside : of(source.context());
    }

    /** The context's own; empty if there is none. */
    Optional<IgnoreRules> of(Path context) throws IOException {
        return rules(context.resolve(NAME));
    }

    private synchronized Optional<IgnoreRules> rules(Path file) throws IOException {
        Optional<IgnoreRules> rules = known.get(file);
        if (rules == null) {
            rules = trace.read(file).map(text -> IgnoreRules.parse(text, file));
            known.put(file, rules);
        }
        return rules;
    }
}
