package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.dockerfile.text.SyntaxProblem;
import org.jspecify.annotations.Nullable;

/** Reads one instruction after the other. */
final class InstructionReader {

    private final StatementReader statements;
    private final StatementReader.Failures failures;
    private final @Nullable SourceRange place;
    private int blankLine;

    /** @param place what all instructions give as their range; null for where they stand */
    InstructionReader(StatementReader statements, StatementReader.Failures failures, @Nullable SourceRange place) {
        this.statements = statements;
        this.failures = failures;
        this.place = place;
    }

    /** The next instruction; null at the end. */
    @Nullable
    Instruction next() {
        var read = statements.next();
        if (read == null) {
            return null;
        }
        blankLine = read.blankLine();
        try {
            var draft = StatementParts.of(
                    read,
                    place != null ? place : read.range(),
                    statements.directives().escape());
            var announced = draft.announced();
            if (!announced.isEmpty()) {
                int first = read.range().first();
                var documents = statements.documents(announced, first);
                draft = draft.with(documents, place != null ? place : new SourceRange(first, statements.lineNumber()));
            }
            return InstructionParser.parse(draft);
        } catch (SyntaxProblem problem) {
            throw failures.failure(read.range(), problem.message(), problem.hint());
        }
    }

    /** The first blank line within a continuation of the instruction read last; 0 if it has none. */
    int blankLine() {
        return blankLine;
    }
}
