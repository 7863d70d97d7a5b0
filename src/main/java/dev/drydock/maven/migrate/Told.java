package dev.drydock.maven.migrate;

import java.util.List;
import java.util.Map;

/** Properties of the other plugin that belong to no element. */
final class Told {

    private Told() {}

    /** @param to takes the elements of ours that there are for them */
    static void properties(Map<String, List<Row>> table, Fragment fragment, Facts facts, Dom to) {
        for (Row row : table.getOrDefault("properties", List.of())) {
            String value = facts.property(row.from());
            if (!value.isEmpty()) {
                Dom element = new Dom(row.from(), value);
                row.way().convert(new Way.Step(row, row.from(), element, element, to, fragment));
            }
        }
    }
}
