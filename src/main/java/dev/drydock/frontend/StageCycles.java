package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.value.ErrorLocation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses stages that read from themselves, directly or through others, whether they are needed or not. */
final class StageCycles {

    private final Dockerfile file;
    /** To each stage, by number, those it reads from or is based on, with the instruction that says so. */
    private final Map<Integer, Map<Integer, Instruction>> sources = new LinkedHashMap<>();

    private StageCycles(Dockerfile file) {
        this.file = file;
    }

    /** @throws BuildFailure at the instruction that closes a circle */
    static void check(Dockerfile file, StageTable stages) {
        StageCycles cycles = new StageCycles(file);
        stages.nodes().forEach(node -> cycles.sources.put(node.number(), cycles.sourcesOf(node, stages)));
        cycles.removeWhatEnds();
        if (!cycles.sources.isEmpty()) {
            throw cycles.failure(stages);
        }
    }

    private Map<Integer, Instruction> sourcesOf(StageNode node, StageTable stages) {
        Map<Integer, Instruction> found = new LinkedHashMap<>();
        if (node.base() != null) {
            found.put(node.base().number(), node.stage().from());
        }
        if (node.replacement() == null) {
            for (Instruction instruction : node.stage().instructions()) {
                ErrorLocation.at(
                        file,
                        instruction,
                        () -> stages.sources(instruction)
                                .values()
                                .forEach(source -> found.putIfAbsent(source.number(), instruction)));
            }
        }
        return found;
    }

    /** Takes away stages all whose sources are gone, until every stage left leads into a circle. One pass if none does. */
    private void removeWhatEnds() {
        while (sources.values().removeIf(of -> of.keySet().stream().noneMatch(sources::containsKey))) {
            // removing one may free others
        }
    }

    private BuildFailure failure(StageTable stages) {
        Set<Integer> path = new LinkedHashSet<>();
        int at = sources.keySet().iterator().next();
        Instruction closing = stages.nodes().get(at).stage().from();
        while (path.add(at)) {
            for (Map.Entry<Integer, Instruction> source :
                    sources.getOrDefault(at, Map.of()).entrySet()) {
                if (sources.containsKey(source.getKey())) {
                    at = source.getKey();
                    closing = source.getValue();
                    break;
                }
            }
        }
        int first = at;
        String circle = path.stream()
                .dropWhile(number -> number != first)
                .map(number -> stages.nodes().get(number).label() + " -> ")
                .collect(Collectors.joining());
        return file.failure(
                closing.range(),
                "stages read from each other in a circle: " + circle
                        + stages.nodes().get(first).label(),
                "A stage can read only from stages above it.");
    }
}
