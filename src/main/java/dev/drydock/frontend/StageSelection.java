package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.frontend.value.ErrorLocation;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stages a target needs, found by walking back from it. Only their images are looked up: triggers stored in a base
 * (ONBUILD) may need further stages, so that looking up and walking go together.
 */
final class StageSelection {

    /**
     * A stage that is needed.
     *
     * @param root what it starts from; null if that is another stage
     * @param triggers of what it starts from, to be executed before its own instructions
     */
    record Selected(StageNode node, @Nullable NamedRoot root, List<Instruction> triggers) {

        /** All to be executed, triggers first. */
        List<Instruction> instructions() {
            List<Instruction> all = new ArrayList<>(triggers);
            if (node.replacement() == null) {
                all.addAll(node.stage().instructions());
            }
            return all;
        }
    }

    private final Dockerfile file;
    private final StageTable stages;
    private final NamedRoots roots;
    private final Platform target;
    private final SortedMap<Integer, Selected> selected = new TreeMap<>();

    StageSelection(Dockerfile file, StageTable stages, NamedRoots roots, Platform target) {
        this.file = file;
        this.stages = stages;
        this.roots = roots;
        this.target = target;
    }

    /** Adds a stage and all it needs. The stages that a stage needs stand above it, so going upwards meets them all. */
    void select(StageNode wanted) {
        NavigableMap<Integer, StageNode> pending = new TreeMap<>(Map.of(wanted.number(), wanted));
        while (!pending.isEmpty()) {
            StageNode node = pending.pollLastEntry().getValue();
            Selected chosen = ErrorLocation.at(file, node.stage().from(), () -> start(node));
            selected.put(node.number(), chosen);
            if (node.base() != null) {
                pending.put(node.base().number(), node.base());
            }
            for (Instruction instruction : chosen.instructions()) {
                ErrorLocation.at(
                        file,
                        instruction,
                        () -> sources(node, instruction).forEach(source -> pending.put(source.number(), source)));
            }
        }
    }

    /** In the order of the file. */
    Collection<Selected> inOrder() {
        return selected.values();
    }

    private Selected start(StageNode node) {
        StageNode base = node.base();
        if (base != null) {
            return new Selected(node, null, triggers(node, triggersOf(base)));
        }
        Platform platform = node.platformOr(target);
        NamedContexts.Named replacement = node.replacement();
        if (replacement != null) {
            return new Selected(node, roots.of(replacement, platform), List.of());
        }
        NamedRoot root = roots.find(node.image(), platform);
        List<String> stored =
                root instanceof NamedRoot.Image image ? image.image().config().onBuild() : List.of();
        return new Selected(node, root, triggers(node, stored));
    }

    private static List<String> triggersOf(StageNode base) {
        List<String> triggers = new ArrayList<>();
        if (base.replacement() == null) {
            for (Instruction instruction : base.stage().instructions()) {
                if (instruction instanceof Instruction.OnBuild onBuild) {
                    triggers.add(onBuild.trigger());
                }
            }
        }
        return triggers;
    }

    private List<Instruction> triggers(StageNode node, List<String> texts) {
        return texts.stream()
                .map(text -> Instruction.parseTrigger(text, file, node.stage().from()))
                .toList();
    }

    private List<StageNode> sources(StageNode node, Instruction instruction) {
        List<StageNode> sources = new ArrayList<>();
        for (Map.Entry<String, StageNode> source : stages.sources(instruction).entrySet()) {
            StageNode stage = source.getValue();
            if (stage.replacement() != null) {
                continue;
            }
            if (stage.number() >= node.number()) {
                throw new InstructionProblem(
                        "stage '" + source.getKey() + "' begins only in line "
                                + stage.stage().from().range().first() + ", after the stage that reads from it",
                        "Move 'FROM " + stage.image() + " AS " + stage.label() + "' and what follows it above 'FROM "
                                + node.image() + "' in line "
                                + node.stage().from().range().first() + ".");
            }
            sources.add(stage);
        }
        return sources;
    }
}
