package dev.drydock.inventory.language;

import dev.drydock.inventory.software.Purl;
import dev.drydock.inventory.software.Software;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Python package by its {@code METADATA}, or {@code PKG-INFO} of older tools; see the core metadata specifications of the
 * Python Packaging Authority.
 */
public final class PythonMetadata {

    private static final String CLASSIFIER = "license ::";

    /** A licence of more letters is the text of one. */
    private static final int LONGEST_NAME = 64;

    private PythonMetadata() {}

    /** @throws IOException if it has no name or version */
    public static Software read(byte[] metadata) throws IOException {
        String name = "";
        String version = "";
        String expression = "";
        String licence = "";
        List<String> classified = new ArrayList<>();
        for (String line : new String(metadata, StandardCharsets.UTF_8).split("\r?\n")) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                break; // the description follows
            }
            if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                continue;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "name" -> name = value;
                case "version" -> version = value;
                case "license-expression" -> expression = value;
                case "license" -> licence = value;
                case "classifier" -> {
                    if (value.toLowerCase(Locale.ROOT).startsWith(CLASSIFIER)) {
                        classified.add(
                                value.substring(value.lastIndexOf("::") + 2).strip());
                    }
                }
                default -> {}
            }
        }
        if (name.isEmpty() || version.isEmpty()) {
            throw new IOException("it has no name and version of a Python package");
        }
        String normal = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return new Software(
                Software.Kind.PYTHON,
                "",
                name,
                version,
                Purl.of("pypi", "", normal, version, Map.of()),
                licences(expression, licence, classified),
                "",
                null);
    }

    private static List<String> licences(String expression, String licence, List<String> classified) {
        if (!expression.isEmpty()) {
            return List.of(expression);
        }
        boolean named = !licence.isEmpty() && licence.length() <= LONGEST_NAME && !licence.equals("UNKNOWN");
        return named ? List.of(licence) : classified;
    }
}
