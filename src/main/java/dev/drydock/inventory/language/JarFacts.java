package dev.drydock.inventory.language;

import dev.drydock.image.Digest;
import java.util.List;

/**
 * A jar's account of itself and of the jars in it, whatever it is called.
 *
 * @param poms coordinates in {@code META-INF/maven}, in byte order; several if other artifacts were merged into the jar
 * @param title the manifest's name for it; "" if it has none
 * @param version the manifest's; "" if it has none
 * @param licence the manifest's {@code Bundle-License}; "" if it has none
 * @param nested jars stored in it, in the order of their names
 * @param bom the bill of materials it carries, {@link EmbeddedBom#NONE} if none
 * @param unread sentences: what of it was not looked at
 */
public record JarFacts(
        List<Coordinates> poms,
        String title,
        String version,
        String licence,
        List<Nested> nested,
        EmbeddedBom bom,
        List<String> unread) {

    /** Facts about a file that is no jar. */
    public static JarFacts unreadable(String sentence) {
        return new JarFacts(List.of(), "", "", "", List.of(), EmbeddedBom.NONE, List.of(sentence));
    }

    /** Coordinates of a Maven artifact. */
    public record Coordinates(String group, String name, String version) {}

    /** @param name of the entry, such as {@code BOOT-INF/lib/a.jar} */
    public record Nested(String name, Digest sha256, long size, JarFacts facts) {}
}
