package dev.drydock.inventory.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import dev.drydock.inventory.software.Purl;
import dev.drydock.inventory.software.Software;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An installed npm package by its {@code package.json}. */
public final class NpmPackage {

    private NpmPackage() {}

    /**
     * @return null if it has no name or no version: files of this name inside packages only say how modules are loaded
     * @throws IOException if it is no JSON object
     */
    public static @Nullable Software read(byte[] packageJson) throws IOException {
        JsonNode doc = Json.parseObject(packageJson);
        String name = doc.path("name").asText("");
        String version = doc.path("version").asText("");
        if (name.isEmpty() || version.isEmpty()) {
            return null;
        }
        int slash = name.indexOf('/');
        boolean scoped = name.charAt(0) == '@' && slash > 1;
        String scope = scoped ? name.substring(0, slash) : "";
        String base = scoped ? name.substring(slash + 1) : name;
        return new Software(
                Software.Kind.NPM,
                scope,
                base,
                version,
                Purl.of("npm", scope, base, version, Map.of()),
                licences(doc),
                "",
                null);
    }

    /** Today's form is an expression; objects with a type, and lists of them, are older ones. */
    private static List<String> licences(JsonNode doc) {
        List<String> licences = new ArrayList<>();
        for (JsonNode each : List.of(doc.path("license"), doc.path("licenses"))) {
            if (each.isArray()) {
                for (JsonNode one : each) {
                    add(licences, one);
                }
            } else {
                add(licences, each);
            }
        }
        return licences;
    }

    private static void add(List<String> licences, JsonNode licence) {
        String name = licence.isObject() ? licence.path("type").asText("") : licence.asText("");
        if (!name.isEmpty()) {
            licences.add(name);
        }
    }
}
