package dev.drydock.inventory.language;

import dev.drydock.image.Digest;
import dev.drydock.inventory.language.JarFacts.Coordinates;
import dev.drydock.inventory.software.Purl;
import dev.drydock.inventory.software.Software;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which software a jar is by what it says of itself, and what was merged into it.
 *
 * @param itself the jar
 * @param merged artifacts whose classes a shading plugin has put into it
 */
public record JarIdentity(Software itself, List<Software> merged) {

    /** @param file name of the jar, the last part of its path */
    public static JarIdentity of(String file, JarFacts facts, Digest sha256) {
        Coordinates own = own(file, facts);
        List<String> licences = facts.licence().isEmpty() ? List.of() : List.of(facts.licence());
        List<Software> merged = new ArrayList<>();
        for (Coordinates each : facts.poms()) {
            if (!each.equals(own)) {
                merged.add(software(each));
            }
        }
        Software itself = own == null
                ? new Software(
                        Software.Kind.JAR,
                        "",
                        facts.title().isEmpty() ? file : facts.title(),
                        facts.version(),
                        "",
                        licences,
                        "",
                        sha256)
                : software(own, file.endsWith(".war") ? "war" : "jar")
                        .withLicences(licences)
                        .withSha256(sha256);
        return new JarIdentity(itself, List.copyOf(merged));
    }

    /**
     * With several artifacts in a jar it is the one whose name the file's begins with, of {@code a} and {@code a-b} the longer
     * one; else the one that the manifest names. Null if none is.
     */
    private static @Nullable Coordinates own(String file, JarFacts facts) {
        if (facts.poms().size() == 1) {
            return facts.poms().get(0);
        }
        Coordinates own = null;
        for (Coordinates each : facts.poms()) {
            if (file.startsWith(each.name() + "-") || file.startsWith(each.name() + ".")) {
                own = own == null || own.name().length() < each.name().length() ? each : own;
            }
        }
        for (Coordinates each : facts.poms()) {
            if (own == null && each.name().equals(facts.title())) {
                own = each;
            }
        }
        return own;
    }

    static Software software(Coordinates pom) {
        return software(pom, "jar");
    }

    private static Software software(Coordinates pom, String type) {
        return new Software(
                Software.Kind.MAVEN,
                pom.group(),
                pom.name(),
                pom.version(),
                Purl.maven(pom.group(), pom.name(), pom.version(), "", type),
                List.of(),
                "",
                null);
    }
}
