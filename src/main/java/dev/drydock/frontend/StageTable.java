package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.MountFlag;
import dev.drydock.dockerfile.Stage;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.frontend.value.ErrorLocation;
import dev.drydock.frontend.value.InstructionProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All stages of a file, by number and by name; of several with one name the last is found. */
final class StageTable {

    private final List<StageNode> nodes = new ArrayList<>();
    private final Map<String, StageNode> byName = new HashMap<>();

    private StageTable() {}

    /**
     * Reads the FROM lines in their order: a name means the nearest stage above, if there is one. A word that can be no name is
     * refused also in stages that nothing needs.
     */
    static StageTable of(Dockerfile file, FromPlanner froms) {
        StageTable table = new StageTable();
        for (Stage stage : file.stages()) {
            table.add(ErrorLocation.at(file, stage.from(), () -> {
                String image = froms.image(stage.from());
                StageNode base = table.byName.get(image);
                if (base == null) {
                    table.checkImage(image);
                }
                return froms.node(stage, image, base);
            }));
        }
        return table;
    }

    private void checkImage(String image) {
        try {
            NamedRoots.check(image);
        } catch (InstructionProblem refusal) {
            StageNode named = find(image);
            if (named == null) {
                throw refusal;
            }
            throw new InstructionProblem(
                    refusal.message(), "If you mean the stage, write FROM " + named.label() + ": there, case matters.");
        }
    }

    private void add(StageNode node) {
        nodes.add(node);
        String name = node.stage().name();
        if (name != null) {
            byName.put(name, node);
        }
    }

    List<StageNode> nodes() {
        return nodes;
    }

    /** @param name in any case; null is returned if no stage has it */
    @Nullable
    StageNode find(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    /** @param name "" is the last stage @throws BuildFailure if no stage has this name */
    StageNode target(String name) {
        if (name.isEmpty()) {
            return nodes.get(nodes.size() - 1);
        }
        StageNode node = find(name);
        if (node == null) {
            throw BuildFailure.ofBuild(
                    "there is no stage '" + name + "' to build"
                            + (byName.isEmpty() ? "" : " (stages: " + String.join(", ", names()) + ")"),
                    targetHint(name));
        }
        return node;
    }

    private String targetHint(String name) {
        if (byName.isEmpty()) {
            return "No stage of this Dockerfile has a name. Give one a name with FROM IMAGE AS " + name
                    + ", or leave drydock.target out to build the last stage.";
        }
        @Nullable String question = Nearest.question(name.toLowerCase(Locale.ROOT), byName.keySet());
        return question == null
                ? "Name one of these with drydock.target, or leave it out to build the last."
                : question;
    }

    List<String> names() {
        return nodes.stream().map(StageNode::label).toList();
    }

    /**
     * The stage {@code COPY --from} means; null if it means a context or an image.
     *
     * @throws InstructionProblem for variables and numbers too high
     */
    @Nullable
    StageNode copiedFrom(String from) {
        if (from.indexOf('$') >= 0) {
            throw new InstructionProblem(
                    "--from=" + from + ": variables are not expanded there",
                    "Name a stage with FROM " + from
                            + " AS name, where ARGs from before the first FROM are known, and copy" + " from that.");
        }
        if (!from.matches("[-+]?\\d+")) {
            return find(from);
        }
        if (!from.matches("\\+?0*\\d{1,6}") || Integer.parseInt(from) >= nodes.size()) {
            throw new InstructionProblem(
                    "--from=" + from + ": there is no stage with this number",
                    "Stages are counted from 0; this file has " + nodes.size() + ". A name is safer than a number.");
        }
        return nodes.get(Integer.parseInt(from));
    }

    /** The stages an instruction reads from, each with the word that names it. */
    Map<String, StageNode> sources(Instruction instruction) {
        Map<String, StageNode> found = new LinkedHashMap<>();
        if (instruction instanceof Instruction.Copy copy && copy.from() != null) {
            putIfStage(found, copy.from(), copiedFrom(copy.from()));
        } else if (instruction instanceof Instruction.Run run) {
            for (MountFlag mount : run.mounts()) {
                putIfStage(found, mount.from(), find(mount.from()));
            }
        }
        return found;
    }

    private static void putIfStage(Map<String, StageNode> found, String word, @Nullable StageNode stage) {
        if (stage != null) {
            found.put(word, stage);
        }
    }
}
