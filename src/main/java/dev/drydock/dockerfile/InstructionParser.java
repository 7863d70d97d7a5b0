package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Arg;
import dev.drydock.dockerfile.Instruction.Cmd;
import dev.drydock.dockerfile.Instruction.Entrypoint;
import dev.drydock.dockerfile.Instruction.Env;
import dev.drydock.dockerfile.Instruction.Expose;
import dev.drydock.dockerfile.Instruction.From;
import dev.drydock.dockerfile.Instruction.Label;
import dev.drydock.dockerfile.Instruction.Maintainer;
import dev.drydock.dockerfile.Instruction.OnBuild;
import dev.drydock.dockerfile.Instruction.Shell;
import dev.drydock.dockerfile.Instruction.StopSignal;
import dev.drydock.dockerfile.Instruction.User;
import dev.drydock.dockerfile.Instruction.Volume;
import dev.drydock.dockerfile.Instruction.Workdir;
import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.JsonStrings;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a typed instruction of a draft, and refuses what BuildKit refuses at this point. */
final class InstructionParser {

    /** In the order the reference lists them. */
    static final List<String> KEYWORDS = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private InstructionParser() {}

    static Instruction parse(StatementParts draft) throws SyntaxProblem {
        switch (draft.instruction()) {
            case "ADD":
                return FileInstructions.add(draft);
            case "ARG":
                return arg(draft);
            case "CMD":
                Flags.none("CMD", draft.flags());
                return new Cmd(draft.statement(), draft.command());
            case "COPY":
                return FileInstructions.copy(draft);
            case "ENTRYPOINT":
                Flags.none("ENTRYPOINT", draft.flags());
                return new Entrypoint(draft.statement(), draft.command());
            case "ENV":
                var env = pairs(draft);
                return new Env(draft.statement(), env.pairs(), env.legacy());
            case "EXPOSE":
                return expose(draft);
            case "FROM":
                return from(draft);
            case "HEALTHCHECK":
                return HealthcheckParser.parse(draft);
            case "LABEL":
                var label = pairs(draft);
                return new Label(draft.statement(), label.pairs(), label.legacy());
            case "MAINTAINER":
                return new Maintainer(draft.statement(), draft.single("MAINTAINER name"));
            case "ONBUILD":
                return onBuild(draft);
            case "RUN":
                return RunParser.parse(draft);
            case "SHELL":
                return shell(draft);
            case "STOPSIGNAL":
                // Flags are ignored, as BuildKit does here and with ARG.
                return new StopSignal(draft.statement(), draft.withoutFlags().single("STOPSIGNAL signal"));
            case "USER":
                return new User(draft.statement(), draft.single("USER name[:group]"));
            case "VOLUME":
                return volume(draft);
            case "WORKDIR":
                return new Workdir(draft.statement(), draft.single("WORKDIR /path"));
            default:
                throw unknown(draft.statement().keyword());
        }
    }

    private static SyntaxProblem unknown(String keyword) {
        String meant = Nearest.near(keyword.toUpperCase(Locale.ROOT), KEYWORDS);
        if (meant != null && keyword.equals(keyword.toLowerCase(Locale.ROOT))) {
            meant = meant.toLowerCase(Locale.ROOT);
        }
        return new SyntaxProblem(
                "unknown instruction " + keyword,
                meant != null
                        ? "Did you mean " + meant + "?"
                        : "The instructions are " + String.join(", ", KEYWORDS)
                                + ". Perhaps the line before lacks a \\ at its end.");
    }

    private static KeyValues.Pairs pairs(StatementParts draft) throws SyntaxProblem {
        Flags.none(draft.statement().keyword(), draft.flags());
        var pairs = KeyValues.pairs(draft.instruction(), draft.arguments(), draft.escape());
        for (var pair : pairs.pairs()) {
            if (pair.key().isEmpty()) {
                throw KeyValues.blankName(draft.instruction(), "=" + pair.value());
            }
        }
        return pairs;
    }

    private static Arg arg(StatementParts draft) throws SyntaxProblem {
        var declarations = new ArrayList<Arg.Declaration>();
        var descriptions = descriptions(draft.statement());
        for (var word : KeyValues.words(draft.arguments(), draft.escape())) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw KeyValues.blankName("ARG", word);
            }
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? null : word.substring(equals + 1);
            declarations.add(new Arg.Declaration(name, value, descriptions.get(name)));
        }
        if (declarations.isEmpty()) {
            throw draft.missing("ARG name[=default]");
        }
        return new Arg(draft.statement(), List.copyOf(declarations));
    }

    /** Descriptions from the comments above, by the names these begin with. */
    private static Map<String, String> descriptions(Statement statement) {
        var descriptions = new HashMap<String, String>();
        for (var comment : statement.comments()) {
            int blank = comment.indexOf(' ');
            if (blank >= 0) {
                descriptions.putIfAbsent(comment.substring(0, blank), comment.substring(blank + 1));
            }
        }
        return descriptions;
    }

    private static From from(StatementParts draft) throws SyntaxProblem {
        var words = Blanks.split(draft.arguments());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (!named && words.size() != 1) {
            throw new SyntaxProblem("FROM needs one argument, or three", "Write FROM image, or FROM image AS name.");
        }
        From.StageName name = null;
        if (named) {
            name = new From.StageName(words.get(1), words.get(2));
            if (!isStageName(name.value())) {
                throw new SyntaxProblem(
                        "\"" + words.get(2) + "\" cannot be the name of a stage",
                        "A name begins with a letter and goes on with letters, digits, - _ and dots.");
            }
        }
        var flags = Flags.parse("FROM", draft.flags(), Map.of("platform", Flags.Kind.VALUE));
        return new From(draft.statement(), words.get(0), flags.value("platform"), name);
    }

    private static boolean isStageName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static Expose expose(StatementParts draft) throws SyntaxProblem {
        var ports = new ArrayList<>(Blanks.split(draft.arguments()));
        if (ports.isEmpty()) {
            throw draft.missing("EXPOSE port[/protocol]");
        }
        Flags.none("EXPOSE", draft.flags());
        ports.sort(null);
        return new Expose(draft.statement(), List.copyOf(ports));
    }

    private static Volume volume(StatementParts draft) throws SyntaxProblem {
        var paths = new ArrayList<String>();
        for (var path : draft.list()) {
            paths.add(Blanks.trim(path));
        }
        if (paths.isEmpty()) {
            throw draft.missing("VOLUME /path");
        }
        Flags.none("VOLUME", draft.flags());
        if (paths.contains("")) {
            throw new SyntaxProblem("a VOLUME cannot be blank", "Write VOLUME /path.");
        }
        return new Volume(draft.statement(), List.copyOf(paths));
    }

    private static Shell shell(StatementParts draft) throws SyntaxProblem {
        Flags.none("SHELL", draft.flags());
        var argv = JsonStrings.parse(draft.arguments());
        if (argv == null && !draft.arguments().isEmpty()) {
            throw new SyntaxProblem(
                    "SHELL needs a JSON array",
                    "Write SHELL [\"/bin/bash\", \"-c\"], with every backslash written twice.");
        }
        if (argv == null || argv.isEmpty()) {
            throw draft.missing("SHELL [\"/bin/bash\", \"-c\"]");
        }
        return new Shell(draft.statement(), List.copyOf(argv));
    }

    private static OnBuild onBuild(StatementParts draft) throws SyntaxProblem {
        String arguments = draft.arguments();
        if (arguments.isEmpty()) {
            throw draft.missing("ONBUILD instruction");
        }
        Flags.none("ONBUILD", draft.flags());
        String trigger = arguments.substring(0, Blanks.separator(arguments)).toUpperCase(Locale.ROOT);
        if (trigger.equals("ONBUILD") || trigger.equals("FROM") || trigger.equals("MAINTAINER")) {
            throw new SyntaxProblem(
                    trigger + " cannot be a trigger of ONBUILD",
                    "All instructions but FROM, MAINTAINER and ONBUILD can.");
        }
        checkShape(
                trigger,
                FlagWords.of(Blanks.afterSeparator(arguments), draft.escape()).arguments(),
                draft.escape());
        // Blanks at the end are stored as well.
        var stored = new StringBuilder(Blanks.afterSeparator(draft.line()));
        for (var document : draft.heredocs()) {
            stored.append('\n').append(document.content()).append(document.name());
        }
        return new OnBuild(draft.statement(), stored.toString());
    }

    /** The little of a trigger that is checked before it fires: pairs, and arrays of something else than strings. */
    private static void checkShape(String trigger, String arguments, char escape) throws SyntaxProblem {
        switch (trigger) {
            case "ENV", "LABEL":
                if (!arguments.isEmpty()) {
                    KeyValues.pairs(trigger, arguments, escape);
                }
                break;
            case "HEALTHCHECK":
                JsonStrings.parse(Blanks.afterSeparator(arguments));
                break;
            case "ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME":
                JsonStrings.parse(arguments);
                break;
            default:
                break;
        }
    }
}
