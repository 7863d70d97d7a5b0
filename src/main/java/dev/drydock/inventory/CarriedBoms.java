package dev.drydock.inventory;

import dev.drydock.inventory.JarComponents.CarriedBom;
import dev.drydock.inventory.language.EmbeddedBom.Item;
import dev.drydock.inventory.software.Software;
import dev.drydock.layer.LayerNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts bills of materials that an application carries into those found: they say of jars which artifacts they are, their
 * licences and what they need, and name what is not in a file of its own.
 */
final class CarriedBoms {

    private final Map<String, Item> byPurl = new HashMap<>();
    private final Map<String, Item> byFile = new HashMap<>();

    private CarriedBoms(List<CarriedBom> boms) {
        for (CarriedBom carried : boms) {
            for (Item item : carried.bom().items()) {
                byPurl.putIfAbsent(plain(item.purl()), item);
                byFile.putIfAbsent(item.name() + "-" + item.version() + ".jar", item);
            }
        }
    }

    static List<Component> merge(List<Component> found, List<CarriedBom> boms) {
        if (boms.isEmpty()) {
            return found;
        }
        var carried = new CarriedBoms(boms);
        List<Component> merged = new ArrayList<>();
        Set<String> purls = new HashSet<>();
        for (Component component : found) {
            Component more = carried.with(component);
            merged.add(more);
            purls.add(plain(more.purl()));
        }
        for (CarriedBom bom : boms) {
            for (Item item : bom.bom().items()) {
                if (purls.add(plain(item.purl()))) {
                    merged.add(new Component(software(item), bom.path(), bom.layer(), "", item.dependsOn()));
                }
            }
        }
        return merged;
    }

    private Component with(Component component) {
        Software software = component.software();
        Item item = software.purl().isEmpty()
                ? byFile.get(LayerNames.baseName(component.path()))
                : byPurl.get(plain(software.purl()));
        if (item == null) {
            return component;
        }
        Software named = software.kind() == Software.Kind.JAR
                ? software(item).withSha256(software.sha256())
                : software.licences().isEmpty() ? software.withLicences(item.licences()) : software;
        return new Component(
                named,
                component.path(),
                component.layer(),
                component.scope(),
                component.dependsOn().isEmpty() ? item.dependsOn() : component.dependsOn());
    }

    private static Software software(Item item) {
        Software.Kind kind = item.purl().startsWith("pkg:maven/") ? Software.Kind.MAVEN : Software.Kind.OTHER;
        return new Software(kind, item.group(), item.name(), item.version(), item.purl(), item.licences(), "", null);
    }

    /** Without qualifiers. */
    private static String plain(String purl) {
        int qualifiers = purl.indexOf('?');
        return qualifiers < 0 ? purl : purl.substring(0, qualifiers);
    }
}
