package dev.drydock.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another registry that has a registry's images. Used for pulls only, with its own credentials; the registry itself is
 * asked when all its mirrors fail.
 *
 * @param registry {@code host[:port]}
 * @param prefix of repositories there, without slashes at its ends; empty for none
 */
public record Mirror(String registry, String prefix) {

    /**
     * Parses {@code docker.io=mirror.example/hub,quay.io=mirror.example:5000}; a registry named twice has two mirrors,
     * tried in this order.
     *
     * @throws IllegalArgumentException naming the part that is wrong
     */
    public static Map<String, List<Mirror>> parseAll(String text) {
        Map<String, List<Mirror>> mirrors = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank() || sides[1].contains("://")) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' is not of the form registry=host[:port][/prefix]");
            }
            String target = sides[1].strip();
            int slash = target.indexOf('/');
            String prefix = slash < 0 ? "" : target.substring(slash + 1).replaceAll("/+$", "");
            mirrors.computeIfAbsent(sides[0].strip(), k -> new ArrayList<>())
                    .add(new Mirror(slash < 0 ? target : target.substring(0, slash), prefix));
        }
        return mirrors;
    }
}
