package dev.drydock.sbom;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.sbom.ListedComponents.Listed;
import java.util.ArrayList;
import java.util.List;

/**
 * Something told of a component that no format has a field for.
 *
 * @param name begins with {@code dev.drydock:}
 */
record ComponentFact(String name, String value) {

    static final String PREFIX = "dev.drydock:";

    private static final int LONGEST_INSTRUCTION = 300;

    static List<ComponentFact> of(Listed listed, List<Inventory.Origin> layers) {
        Component component = listed.component();
        List<ComponentFact> facts = new ArrayList<>();
        add(facts, "kind", component.kind().word());
        add(facts, "scope", component.scope());
        add(facts, "source", component.software().source());
        if (component.layer() >= 0) {
            Inventory.Origin origin = layers.get(component.layer());
            add(facts, "layer", origin.diffId().toString());
            add(facts, "layer:digest", origin.blob().toString());
            add(facts, "instruction", shortened(origin.instruction()));
        }
        return facts;
    }

    private static void add(List<ComponentFact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new ComponentFact(PREFIX + name, value));
        }
    }

    /** A script of many lines would be repeated with each package that it installs. */
    private static String shortened(String instruction) {
        return instruction.length() <= LONGEST_INSTRUCTION
                ? instruction
                : instruction.substring(0, LONGEST_INSTRUCTION) + "...";
    }
}
