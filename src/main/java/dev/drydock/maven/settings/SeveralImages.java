package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one of several images, source by source: elements inside its own go before those of an {@code <image>} beside
 * {@code <images>}, and these before others there; properties {@code drydock.images.ID.NAME} go before {@code drydock.NAME}. Maps
 * are added to each other. Everything is shared but the name, which would be the same for all: it is refused.
 */
@StartUp
public final class SeveralImages {

    private static final String IMAGE = DrydockSettings.IMAGE.name();
    static final String ELEMENT = DrydockSettings.IMAGES.name();

    /** Begins the properties for one of several images. */
    static final String PREFIX = Setting.PREFIX + ELEMENT + ".";

    private static final String NAME = DrydockSettings.IMAGE.property();

    /** Other names in {@code target/drydock}, where each image has a folder of its name. */
    private static final Set<String> TAKEN = Set.of(
            "cache",
            "image",
            "jar-types",
            "jars",
            "jib",
            "libraries",
            "main-class",
            "main-class-library",
            "modules",
            "packed-libraries",
            "recording");

    private SeveralImages() {}

    /** Whether an image may be called that: {@code target/drydock/NAME} is not something else already. */
    public static boolean isFree(String name) {
        return !TAKEN.contains(name);
    }

    /** @throws BuildFailure if the image cannot be called that, or a name is given for all */
    static SettingSources of(SettingSources all, XmlElement image) {
        refuseUnusable(image.name());
        XmlElement shared = all.pom().child(IMAGE);
        refuseSharedName(all, shared, image);
        List<XmlElement> children = new ArrayList<>();
        children.add(image.named(IMAGE).withChildren(inside(shared, image)));
        for (XmlElement child : all.pom().children()) {
            if (!child.name().equals(IMAGE) && !child.name().equals(ELEMENT)) {
                children.add(child);
            }
        }
        return new SettingSources(
                own(all.user(), image.name()),
                all.pom().withChildren(children),
                own(all.system(), image.name()),
                own(all.project(), image.name()),
                all.base(),
                all.expressions(),
                all.log());
    }

    /** The error in a property that begins with {@link #PREFIX}, if it is for an image there is not. */
    static Optional<String> complaint(XmlElement pom, String property) {
        List<String> ids = new ArrayList<>();
        XmlElement images = pom.child(ELEMENT);
        for (XmlElement image : images == null ? List.<XmlElement>of() : images.children()) {
            ids.add(image.name());
        }
        int end = property.indexOf('.', PREFIX.length());
        return end < 0 || ids.contains(property.substring(PREFIX.length(), end))
                ? Optional.empty()
                : Optional.of("-D" + property + " changes nothing: there is no such image in <images>"
                        + (ids.isEmpty() ? "" : ", but " + String.join(", ", ids)));
    }

    private static void refuseUnusable(String id) {
        if (id.equals(IMAGE)) {
            // The usual way in the configuration of other plugins.
            throw BuildFailure.ofBuild(
                    "<image> in <images>: each image there is an element of its own name",
                    "Call them what you like, such as <images><web><name>me/web</name></web></images>.");
        }
        if (!isFree(id)) {
            throw BuildFailure.ofBuild(
                    "<" + id + "> in <images>: target/drydock/" + id + " is something else already",
                    "Give the image another name.");
        }
    }

    private static void refuseSharedName(SettingSources all, @Nullable XmlElement shared, XmlElement image) {
        String property = PREFIX + image.name() + ".name";
        if (!all.user().getOrDefault(NAME, "").isBlank()) {
            throw BuildFailure.ofBuild(
                    "-D" + NAME + " names one image, but the module has several", "Name each: -D" + property + "=...");
        }
        if (shared != null
                && (!shared.textOf("name").isEmpty() || shared.children().isEmpty() && !shared.isEmpty())) {
            throw BuildFailure.ofBuild(
                    "<image> beside <images> has a name, but there are several images",
                    "Give each its own, such as <images><web><name>me/web</name></web></images>. If <image> comes from"
                            + " a parent, <image combine.self=\"override\"/> takes it back.");
        }
        boolean named = !image.textOf("name").isEmpty()
                || image.text() != null
                || all.user().containsKey(property)
                || all.project().containsKey(property);
        if (!named && !all.project().getOrDefault(NAME, "").isBlank()) {
            throw BuildFailure.ofBuild(
                    "The property " + NAME + " names one image, but the module has several, and <" + image.name()
                            + "> has no name of its own",
                    "Give it one: <" + image.name() + "><name>me/" + image.name() + "</name></" + image.name() + ">.");
        }
    }

    private static List<XmlElement> inside(@Nullable XmlElement shared, XmlElement image) {
        List<XmlElement> inside = new ArrayList<>(image.children());
        if (shared == null) {
            return inside;
        }
        for (XmlElement child : shared.children()) {
            XmlElement own = image.child(child.name());
            Setting<?> setting = Vocabulary.find(child.name());
            if (own == null) {
                inside.add(child);
            } else if (setting != null && setting.shape() == Shape.MAP) {
                List<XmlElement> entries = new ArrayList<>(child.children());
                entries.addAll(own.children());
                inside.set(inside.indexOf(own), own.withChildren(entries));
            }
        }
        return inside;
    }

    private static Map<String, String> own(Map<String, String> properties, String id) {
        Map<String, String> own = new TreeMap<>(properties);
        own.remove(NAME);
        String prefix = PREFIX + id + ".";
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(prefix)) {
                String inner = property.getKey().substring(prefix.length());
                own.put(inner.equals("name") ? NAME : Setting.PREFIX + inner, property.getValue());
            }
        }
        return own;
    }
}
