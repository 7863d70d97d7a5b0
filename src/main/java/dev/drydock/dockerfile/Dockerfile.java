package dev.drydock.dockerfile;

import dev.drydock.failure.BuildFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Dockerfile, read and checked. Immutable. */
public final class Dockerfile {

    private final SourceText source;
    private final Directives directives;
    private final List<Instruction.Arg> globalArgs;
    private final List<Stage> stages;

    Dockerfile(SourceText source, Directives directives, List<Instruction.Arg> globalArgs, List<Stage> stages) {
        this.source = source;
        this.directives = directives;
        this.globalArgs = List.copyOf(globalArgs);
        this.stages = List.copyOf(stages);
    }

    /**
     * Reads a Dockerfile: UTF-8, with or without byte order mark, lines ended by LF or CRLF.
     *
     * @param fileName to show in messages
     * @throws BuildFailure for whatever BuildKit refuses before it looks at variables, with the place and the lines around it
     */
    public static Dockerfile parse(String fileName, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    public String fileName() {
        return source.fileName();
    }

    public Directives directives() {
        return directives;
    }

    /** The ARGs before the first FROM. */
    public List<Instruction.Arg> globalArgs() {
        return globalArgs;
    }

    /** At least one. */
    public List<Stage> stages() {
        return stages;
    }

    /** A failure that points at lines of this file and shows them. */
    public BuildFailure failure(SourceRange range, String message, @Nullable String hint) {
        return source.failure(range, message, hint);
    }
}
