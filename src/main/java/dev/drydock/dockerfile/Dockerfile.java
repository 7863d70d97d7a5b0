package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Arg;
import dev.drydock.dockerfile.Instruction.From;
import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Dockerfile, read and checked. Immutable. */
public final class Dockerfile {

    private final SourceText source;
    private final Directives directives;
    private final List<Arg> globalArgs;
    private final List<Stage> stages;
    private final List<Integer> blankLines;

    private Dockerfile(
            SourceText source,
            Directives directives,
            List<Arg> globalArgs,
            List<Stage> stages,
            List<Integer> blankLines) {
        this.source = source;
        this.directives = directives;
        this.globalArgs = List.copyOf(globalArgs);
        this.stages = List.copyOf(stages);
        this.blankLines = List.copyOf(blankLines);
    }

    /**
     * Reads a Dockerfile: UTF-8, with or without byte order mark, lines ended by LF or CRLF.
     *
     * @param fileName to show in messages
     * @throws BuildFailure for whatever BuildKit refuses before it looks at variables, with the place and the lines around it
     */
    public static Dockerfile parse(String fileName, byte[] bytes) {
        var source = SourceText.decode(fileName, bytes);
        var statements = new StatementReader(source.text(), source);
        var reader = new InstructionReader(statements, source, null);
        var globalArgs = new ArrayList<Arg>();
        var stages = new ArrayList<Stage>();
        var body = new ArrayList<Instruction>();
        var blankLines = new ArrayList<Integer>();
        From from = null;
        for (var next = reader.next(); next != null; next = reader.next()) {
            if (reader.blankLine() > 0) {
                blankLines.add(reader.blankLine());
            }
            if (next instanceof From begins) {
                if (from != null) {
                    stages.add(new Stage(stages.size(), from, List.copyOf(body)));
                    body.clear();
                }
                from = begins;
            } else if (from != null) {
                body.add(next);
            } else if (next instanceof Arg arg) {
                globalArgs.add(arg);
            } else {
                throw source.failure(
                        next.range(),
                        next.statement().keyword() + " stands before the first FROM",
                        "Begin with FROM image. Only ARG may stand before it.");
            }
        }
        if (from == null) {
            throw BuildFailure.ofBuild(
                    fileName + (globalArgs.isEmpty() ? " contains no instructions" : " has no FROM"),
                    "Begin with FROM image.");
        }
        stages.add(new Stage(stages.size(), from, List.copyOf(body)));
        return new Dockerfile(source, statements.directives(), globalArgs, stages, blankLines);
    }

    public String fileName() {
        return source.fileName();
    }

    public Directives directives() {
        return directives;
    }

    /** The ARGs before the first FROM. */
    public List<Arg> globalArgs() {
        return globalArgs;
    }

    /** At least one. */
    public List<Stage> stages() {
        return stages;
    }

    /** All instructions in the order of the file. */
    public List<Instruction> instructions() {
        var all = new ArrayList<Instruction>(globalArgs);
        for (var stage : stages) {
            all.add(stage.from());
            all.addAll(stage.instructions());
        }
        return all;
    }

    /** For each instruction that has some, the first blank line within its continuations. */
    public List<Integer> blankLines() {
        return blankLines;
    }

    /** A failure that points at lines of this file and shows them. */
    public BuildFailure failure(SourceRange range, String message, @Nullable String hint) {
        return source.failure(range, message, hint);
    }
}
