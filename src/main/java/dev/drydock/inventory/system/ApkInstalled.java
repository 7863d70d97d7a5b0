package dev.drydock.inventory.system;

import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The database of apk, {@code lib/apk/db/installed}: lines of a letter, a colon and a value, packages apart by empty lines. */
public final class ApkInstalled {

    private ApkInstalled() {}

    /** @throws IOException if a package has no version */
    public static List<SystemPackage> read(byte[] installed) throws IOException {
        List<SystemPackage> packages = new ArrayList<>();
        Map<Character, String> fields = new HashMap<>();
        for (String line : new String(installed, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.isBlank()) {
                add(packages, fields);
                fields.clear();
            } else if (line.length() > 1 && line.charAt(1) == ':') {
                fields.putIfAbsent(line.charAt(0), line.substring(2).strip());
            }
        }
        add(packages, fields);
        return packages;
    }

    private static void add(List<SystemPackage> packages, Map<Character, String> fields) throws IOException {
        String name = fields.getOrDefault('P', "");
        if (name.isEmpty()) {
            return;
        }
        String version = fields.getOrDefault('V', "");
        if (version.isEmpty()) {
            throw new IOException("the package " + name + " has no version");
        }
        String origin = fields.getOrDefault('o', "");
        String licence = fields.getOrDefault('L', "");
        packages.add(new SystemPackage(
                Software.Kind.ALPINE,
                name,
                version,
                "",
                fields.getOrDefault('A', ""),
                origin.equals(name) ? "" : origin,
                "",
                licence.isEmpty() ? List.of() : List.of(licence)));
    }
}
