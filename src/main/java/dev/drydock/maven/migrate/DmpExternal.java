package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Images whose description is outside of {@code <image>}, by {@code <external>}: as if it were inside. */
final class DmpExternal {

    private static final List<Row> PROPERTIES = Row.table("dmp-properties").getOrDefault("properties", List.of());

    private final Fragment fragment;
    private final Facts facts;
    private final List<Row> ofPlugin;

    /** @param ofPlugin properties that mean something without {@code <external>}, too */
    DmpExternal(Fragment fragment, List<Row> ofPlugin) {
        this.fragment = fragment;
        this.facts = fragment.facts();
        this.ofPlugin = ofPlugin;
    }

    /** The images that all these are in the end, in their order. */
    List<Dom> resolve(List<Dom> images) {
        List<Dom> resolved = new ArrayList<>();
        String mode = facts.property("docker.imagePropertyConfiguration");
        for (Dom image : images) {
            Dom external = image.find("external");
            if (external == null) {
                boolean byProperty = images.size() == 1 && !mode.isEmpty();
                resolved.add(byProperty ? withProperties(image, "docker", mode) : image);
                continue;
            }
            String type = external.text("type");
            image.children().remove(external);
            switch (type) {
                case "properties" -> {
                    String prefix = external.text("prefix").isEmpty() ? "docker" : external.text("prefix");
                    resolved.add(withProperties(image, prefix, external.text("mode")));
                }
                case "compose", "docker-compose" -> resolved.addAll(new DmpCompose(fragment, external).services(image));
                default -> {
                    fragment.tell(
                            "<external> with the type " + type,
                            "This goal knows the types properties and compose: describe the image in <image>.");
                    resolved.add(image);
                }
            }
        }
        return resolved;
    }

    private Dom withProperties(Dom given, String prefix, String mode) {
        String how = mode.isEmpty() ? "only" : mode.toLowerCase(Locale.ROOT);
        if (how.equals("skip")) {
            return given;
        }
        Dom image = how.equals("only") ? new Dom("image") : given;
        boolean fills = how.equals("fallback");
        for (Row row : PROPERTIES) {
            Dom value = value(prefix + "." + row.from());
            Dom there = image.find(row.to());
            boolean has = there != null && !there.isEmpty();
            if (value.isEmpty() || fills && has || isOfPlugin(prefix + "." + row.from())) {
                continue;
            }
            if (there != null && row.way() == Way.MAP) {
                there.children().removeIf(child -> value.find(child.name()) != null);
            } else if (there != null) {
                there.children().clear();
            }
            row.way().convert(new Way.Step(row, row.from(), value, value, image, fragment));
        }
        if (!isBuilt(image)) {
            image.children().removeIf(child -> child.name().equals("build"));
        }
        fragment.tell(
                "<external> with properties " + prefix + ".*",
                "Their values are in the configuration now. On the command line, -Ddrydock.from=... and the like change"
                        + " them.");
        return image;
    }

    private boolean isOfPlugin(String property) {
        return ofPlugin.stream().anyMatch(row -> row.from().equals(property));
    }

    /** Properties are of images to build only if one of them says from what. */
    private boolean isBuilt(Dom image) {
        for (String origin : List.of("from", "fromExt", "dockerFile", "dockerFileDir", "contextDir", "dockerArchive")) {
            if (image.find("build/" + origin) != null) {
                return true;
            }
        }
        if (facts.has("Dockerfile")) {
            image.set("build/contextDir", facts.base().toString());
            return true;
        }
        return false;
    }

    /** The property's own text, and those of properties that begin with it and a dot, lists in the order of their numbers. */
    private Dom value(String name) {
        Dom value = new Dom("value", facts.property(name));
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (Map.Entry<String, String> property : facts.properties().entrySet()) {
            if (property.getKey().startsWith(name + ".")) {
                entries.add(Map.entry(property.getKey().substring(name.length() + 1), property.getValue()));
            }
        }
        entries.sort((one, other) -> compare(one.getKey(), other.getKey()));
        entries.forEach(each -> value.add(each.getKey(), each.getValue().strip()));
        return value;
    }

    private static int compare(String one, String other) {
        boolean numbers = one.matches("\\d{1,9}") && other.matches("\\d{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other)) : one.compareTo(other);
    }
}
