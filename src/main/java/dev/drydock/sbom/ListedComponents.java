package dev.drydock.sbom;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The components of an inventory as documents list them: one for each thing, wherever and however often it lies in the image. */
final class ListedComponents {

    private final List<Listed> all = new ArrayList<>();
    private final Map<String, Listed> byPurl = new HashMap<>();

    /**
     * A thing listed.
     *
     * @param ref its name in the document, unique there
     * @param places the same component at all its places, at least one
     */
    record Listed(String ref, List<Component> places) {

        Component component() {
            return places.get(0);
        }
    }

    ListedComponents(Inventory inventory) {
        Map<String, List<Component>> groups = new LinkedHashMap<>();
        for (Component each : inventory.components()) {
            String key = each.purl() + " " + each.sha256() + (each.purl().isEmpty() ? each.name() : "");
            List<Component> group = groups.get(key);
            if (group == null) {
                group = new ArrayList<>();
                groups.put(key, group);
            }
            group.add(each);
        }
        Set<String> refs = new HashSet<>();
        for (List<Component> places : groups.values()) {
            Component first = places.get(0);
            String ref = first.purl().isEmpty() ? "file:/" + first.path() : first.purl();
            if (!refs.add(ref)) {
                ref = ref + "#/" + first.path();
                refs.add(ref);
            }
            var listed = new Listed(ref, List.copyOf(places));
            all.add(listed);
            byPurl.putIfAbsent(first.purl(), listed);
        }
    }

    List<Listed> all() {
        return all;
    }

    /** References of what a component needs, in their order and each once. */
    List<String> needs(Listed listed) {
        Set<String> refs = new LinkedHashSet<>();
        for (Component place : listed.places()) {
            for (String purl : place.dependsOn()) {
                Listed needed = byPurl.get(purl);
                if (needed != null && !needed.ref().equals(listed.ref())) {
                    refs.add(needed.ref());
                }
            }
        }
        return new ArrayList<>(refs);
    }

    /** References of all that nothing else in the list needs. */
    List<String> roots() {
        Set<String> needed = new HashSet<>();
        for (Listed each : all) {
            needed.addAll(needs(each));
        }
        List<String> roots = new ArrayList<>();
        for (Listed each : all) {
            if (!needed.contains(each.ref())) {
                roots.add(each.ref());
            }
        }
        return roots;
    }
}
