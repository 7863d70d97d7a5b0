package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Add;
import dev.drydock.dockerfile.Instruction.Copy;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.HeredocWord;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** COPY and ADD. */
final class FileInstructions {

    private static final Map<String, Flags.Kind> COPY_FLAGS = Map.of(
            "from", Flags.Kind.VALUE,
            "chown", Flags.Kind.VALUE,
            "chmod", Flags.Kind.VALUE,
            "link", Flags.Kind.SWITCH,
            "parents", Flags.Kind.SWITCH,
            "exclude", Flags.Kind.VALUES);

    private static final Map<String, Flags.Kind> ADD_FLAGS = Map.of(
            "chown", Flags.Kind.VALUE,
            "chmod", Flags.Kind.VALUE,
            "checksum", Flags.Kind.VALUE,
            "link", Flags.Kind.SWITCH,
            "keep-git-dir", Flags.Kind.SWITCH,
            "unpack", Flags.Kind.SWITCH,
            "exclude", Flags.Kind.VALUES);

    private FileInstructions() {}

    private record Arguments(List<String> sources, List<Heredoc> inlineSources, String destination) {}

    static Copy copy(StatementParts draft) throws SyntaxProblem {
        var arguments = arguments(draft);
        var flags = Flags.parse("COPY", draft.flags(), COPY_FLAGS);
        return new Copy(
                draft.statement(),
                arguments.sources,
                arguments.inlineSources,
                arguments.destination,
                flags.value("from"),
                flags.value("chown"),
                flags.value("chmod"),
                flags.isOn("link"),
                flags.isOn("parents"),
                flags.values("exclude"));
    }

    static Add add(StatementParts draft) throws SyntaxProblem {
        var arguments = arguments(draft);
        var flags = Flags.parse("ADD", draft.flags(), ADD_FLAGS);
        return new Add(
                draft.statement(),
                arguments.sources,
                arguments.inlineSources,
                arguments.destination,
                flags.value("chown"),
                flags.value("chmod"),
                flags.value("checksum"),
                flags.isOn("link"),
                flags.choice("keep-git-dir"),
                flags.choice("unpack"),
                flags.values("exclude"));
    }

    private static Arguments arguments(StatementParts draft) throws SyntaxProblem {
        var words = draft.list();
        if (words.size() < 2) {
            throw new SyntaxProblem(
                    draft.instruction() + " needs a source and a destination",
                    "Write " + draft.instruction() + " source... destination.");
        }
        String destination = words.get(words.size() - 1);
        if (HeredocWord.parse(destination) != null) {
            throw new SyntaxProblem(
                    "a here-document cannot be the destination of " + draft.instruction(),
                    "Put the destination last: " + draft.instruction() + " " + destination + " /path.");
        }
        var contents = new HashMap<String, String>();
        for (var document : draft.heredocs()) {
            contents.put(document.name(), document.content());
        }
        var sources = new ArrayList<String>();
        var inline = new ArrayList<Heredoc>();
        for (var word : words.subList(0, words.size() - 1)) {
            var announced = HeredocWord.parse(word);
            if (announced == null) {
                sources.add(word);
            } else {
                // If two documents have one name, both words mean the second.
                inline.add(announced.withContent(contents.getOrDefault(announced.name(), "")));
            }
        }
        return new Arguments(List.copyOf(sources), List.copyOf(inline), destination);
    }
}
