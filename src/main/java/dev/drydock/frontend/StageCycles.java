package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Refuses stages that read from themselves, directly or through others, whether they are needed or not. */
final class StageCycles {

    private final Dockerfile file;
    private final StageTable stages;
    private final Set<StageNode> done = new HashSet<>();
    private final Deque<StageNode> path = new ArrayDeque<>();

    StageCycles(Dockerfile file, StageTable stages) {
        this.file = file;
        this.stages = stages;
    }

    void check() {
        stages.nodes().forEach(this::visit);
    }

    private void visit(StageNode node) {
        if (!done.add(node)) {
            return;
        }
        path.addLast(node);
        if (node.base() != null) {
            visit(node.base());
        }
        if (node.replacement() == null) {
            for (Instruction instruction : node.stage().instructions()) {
                Places.at(
                        file,
                        instruction,
                        () -> stages.sources(instruction).values().forEach(this::follow));
            }
        }
        path.removeLast();
    }

    private void follow(StageNode source) {
        if (path.contains(source)) {
            StringBuilder circle = new StringBuilder();
            path.stream()
                    .dropWhile(node -> !node.equals(source))
                    .forEach(node -> circle.append(node.label()).append(" → "));
            throw new Refusal("stages read from each other in a circle: " + circle + source.label());
        }
        visit(source);
    }
}
