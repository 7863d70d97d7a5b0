package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.LineReader;
import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins lines to statements: comments, continuations, here-documents. */
final class StatementReader {

    /** Makes a failure of a problem, knowing where the text comes from. */
    interface Failures {
        BuildFailure failure(SourceRange range, String message, @Nullable String hint);
    }

    /**
     * @param range the lines of the text it spans
     * @param comments those right above
     * @param blankLine the first blank line within a continuation; 0 if there is none
     */
    record Read(String line, SourceRange range, List<String> comments, int blankLine) {}

    private final LineReader lines;
    private final Failures failures;
    private final DirectiveReader directives = new DirectiveReader();
    private List<String> comments = new ArrayList<>();

    StatementReader(String text, Failures failures) {
        this.lines = new LineReader(text);
        this.failures = failures;
    }

    /** Complete once {@link #next} has returned. */
    Directives directives() {
        return directives.directives();
    }

    /** The next statement, without here-documents; null at the end. */
    @Nullable
    Read next() {
        int first = 0;
        try {
            while (lines.advance()) {
                first = lines.number();
                String line = Blanks.trimStart(lines.line());
                boolean directive = directives.accept(line);
                if (line.startsWith("#")) {
                    if (!directive) {
                        addComment(line);
                    }
                } else if (!line.isEmpty()) {
                    return join(line);
                }
            }
            return null;
        } catch (SyntaxProblem problem) {
            throw failures.failure(
                    new SourceRange(Math.max(first, lines.number()), lines.number()),
                    problem.message(),
                    problem.hint());
        }
    }

    /** An empty comment separates: what is above it is not about the next instruction. */
    private void addComment(String line) {
        String comment = Blanks.trim(line.substring(1));
        if (comment.isEmpty()) {
            comments.clear();
        } else {
            comments.add(comment);
        }
    }

    private Read join(String firstLine) throws SyntaxProblem {
        int first = lines.number();
        int blankLine = 0;
        int end = beforeContinuation(firstLine);
        String joined = firstLine;
        if (end >= 0) {
            var out = new StringBuilder(firstLine).delete(end, firstLine.length());
            while (end >= 0 && lines.advance()) {
                String line = lines.line();
                String content = Blanks.trimStart(line);
                if (content.isEmpty()) {
                    blankLine = blankLine == 0 ? lines.number() : blankLine;
                } else if (!content.startsWith("#")) {
                    end = beforeContinuation(line);
                    out.append(line, 0, end >= 0 ? end : line.length());
                }
            }
            joined = out.toString();
        }
        var above = List.copyOf(comments);
        comments = new ArrayList<>();
        return new Read(joined, new SourceRange(first, lines.number()), above, blankLine);
    }

    /**
     * Where the line's own text ends if the next line continues it, else -1. The escape character has to be the last one, with
     * only blanks after it and no other escape character before it.
     */
    private int beforeContinuation(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        char escape = directives.escape();
        boolean continues = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        return continues ? end - 1 : -1;
    }

    /** Reads the documents announced in a statement that was just read, in their order. */
    List<Heredoc> documents(List<Heredoc> announced, int firstLine) {
        var documents = new ArrayList<Heredoc>();
        for (var document : announced) {
            try {
                documents.add(document(document));
            } catch (SyntaxProblem problem) {
                throw failures.failure(
                        new SourceRange(firstLine, Math.max(firstLine, lines.number())),
                        problem.message(),
                        problem.hint());
            }
        }
        return documents;
    }

    private Heredoc document(Heredoc announced) throws SyntaxProblem {
        var content = new StringBuilder();
        while (lines.advance()) {
            String line = lines.line();
            int tabs = 0;
            while (announced.stripTabs() && tabs < line.length() && line.charAt(tabs) == '\t') {
                tabs++;
            }
            if (line.length() - tabs == announced.name().length() && line.endsWith(announced.name())) {
                return announced.withContent(content.toString());
            }
            content.append(lines.lineWithEnd());
        }
        throw new SyntaxProblem(
                "the here-document " + announced.name() + " has no end",
                "End it with a line that contains nothing but " + announced.name() + ".");
    }

    /** Number of the line read last, counted from 1. */
    int lineNumber() {
        return lines.number();
    }
}
