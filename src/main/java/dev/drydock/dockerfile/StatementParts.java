package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.HeredocWord;
import dev.drydock.dockerfile.text.JsonStrings;
import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.util.List;
import java.util.Locale;

/**
 * A statement taken apart as far as every instruction is alike.
 *
 * @param line the statement with the blanks at its end
 * @param flags the words beginning with {@code --}, quotes and escapes resolved
 * @param arguments the rest, trimmed
 * @param heredocs with content once the reader has got it
 */
record StatementParts(
        Statement statement, String line, List<String> flags, String arguments, char escape, List<Heredoc> heredocs) {

    static StatementParts of(StatementReader.Read read, SourceRange range, char escape) {
        String text = Blanks.trim(read.line());
        String keyword = text.substring(0, Blanks.separator(text));
        var words = FlagWords.of(Blanks.afterSeparator(text), escape);
        return new StatementParts(
                new Statement(keyword, text, range, read.comments()),
                read.line(),
                words.flags(),
                words.arguments(),
                escape,
                List.of());
    }

    /** The keyword in upper case. */
    String instruction() {
        return statement.keyword().toUpperCase(Locale.ROOT);
    }

    /** The documents the line announces, still empty. Exec forms announce none, nor do instructions that read no documents. */
    List<Heredoc> announced() throws SyntaxProblem {
        if (!statement.text().contains("<<")) {
            return List.of();
        }
        String reader = instruction();
        String readerArguments = arguments;
        if (reader.equals("ONBUILD")) {
            reader = arguments.substring(0, Blanks.separator(arguments)).toUpperCase(Locale.ROOT);
            readerArguments =
                    FlagWords.of(Blanks.afterSeparator(arguments), escape).arguments();
        }
        boolean reads = reader.equals("RUN") || reader.equals("COPY") || reader.equals("ADD");
        return reads && JsonStrings.parse(readerArguments) == null ? HeredocWord.in(line) : List.of();
    }

    StatementParts withoutFlags() {
        return new StatementParts(statement, line, List.of(), arguments, escape, heredocs);
    }

    /** The same with its documents, and the lines it spans together with them. */
    StatementParts with(List<Heredoc> documents, SourceRange range) {
        var spanning = new Statement(statement.keyword(), statement.text(), range, statement.comments());
        return new StatementParts(spanning, line, flags, arguments, escape, List.copyOf(documents));
    }

    /** Arguments as RUN, CMD and ENTRYPOINT take them. */
    CommandForm command() throws SyntaxProblem {
        return command(arguments);
    }

    static CommandForm command(String text) throws SyntaxProblem {
        var argv = JsonStrings.parse(text);
        return argv == null ? new CommandForm.Shell(text) : new CommandForm.Exec(List.copyOf(argv));
    }

    /** Arguments as COPY, ADD and VOLUME take them. */
    List<String> list() throws SyntaxProblem {
        var strings = JsonStrings.parse(arguments);
        return strings == null ? Blanks.split(arguments) : strings;
    }

    /** The whole rest of the line as the one argument. */
    String single(String usage) throws SyntaxProblem {
        Flags.none(statement.keyword(), flags);
        if (arguments.isEmpty()) {
            throw missing(usage);
        }
        return arguments;
    }

    SyntaxProblem missing(String usage) {
        return new SyntaxProblem(instruction() + " needs an argument", "Write " + usage + ".");
    }
}
