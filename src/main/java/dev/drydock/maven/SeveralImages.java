package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each source says of one of several images: elements inside its own go before those beside {@code <images>}, properties
 * {@code drydock.images.ID.NAME} before {@code drydock.NAME}. A name or tags given for all would be the same for all, so these
 * do not count.
 */
final class SeveralImages {

    static final String ELEMENT = "images";

    private static final String PREFIX = Vocabulary.PREFIX + ELEMENT + ".";

    /** What else there is in {@code target/drydock}, where each image has a folder of its name. */
    private static final Set<String> TAKEN = Set.of("cache", "image", "libraries", "main-class", "modules");

    private SeveralImages() {}

    /** @throws BuildFailure if the image cannot be called that */
    static SettingSources of(SettingSources all, XmlElement image) {
        if (image.name().equals("image")) {
            // What other plugins' users write first.
            throw BuildFailure.ofBuild(
                    "<image> in <images>: each image there is an element of its own name",
                    "Call them what you like, such as <images><web><name>me/web</name></web></images>.");
        }
        if (TAKEN.contains(image.name())) {
            throw BuildFailure.ofBuild(
                    "<" + image.name() + "> in <images>: target/drydock/" + image.name() + " is something else already",
                    "Give the image another name.");
        }
        List<XmlElement> children = new ArrayList<>();
        children.add(image.named("image"));
        all.pom().children().stream()
                .filter(child -> !child.name().equals("image") && !child.name().equals(ELEMENT))
                .forEach(children::add);
        var pom = new XmlElement(all.pom().name(), null, List.copyOf(children));
        return new SettingSources(
                own(all.user(), image.name()),
                pom,
                own(all.system(), image.name()),
                own(all.project(), image.name()),
                all.base(),
                all.expressions(),
                all.log());
    }

    private static Map<String, String> own(Map<String, String> properties, String id) {
        Map<String, String> own = new TreeMap<>(properties);
        own.remove("drydock.image");
        own.remove("drydock.tags");
        String prefix = PREFIX + id + ".";
        properties.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                String inner = name.substring(prefix.length());
                own.put(Vocabulary.PREFIX + (inner.equals("name") ? "image" : inner), value);
            }
        });
        return own;
    }
}
