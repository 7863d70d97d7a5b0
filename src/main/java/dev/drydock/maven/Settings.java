package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.Vocabulary.Setting;
import dev.drydock.maven.Vocabulary.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The value of each setting. Highest first: user property ({@code -D}), XML of the POM (inside {@code <image>}, then beside
 * it), system property, property of the project, default. Maven itself lets the POM beat {@code -D}, which surprises
 * everyone; that is why values are looked up here and not taken from the fields Maven fills. Lists are replaced as a
 * whole, maps are merged by key. An empty user property takes back what the POM says.
 */
final class Settings {

    /**
     * Where values come from.
     *
     * @param base what relative paths are resolved against
     * @param trace told which source each value came from, without the values of confidential settings
     */
    record Sources(
            Map<String, String> user,
            XmlElement pom,
            Map<String, String> system,
            Map<String, String> project,
            Path base,
            Consumer<String> trace) {}

    private record Found(String text, String origin) {}

    private final Vocabulary vocabulary;
    private final Sources sources;
    private final String imageId;

    /** @throws BuildFailure if the POM has an element that is no setting */
    Settings(Vocabulary vocabulary, Sources sources) {
        this(vocabulary, sources, "");
        vocabulary.check(sources.pom());
    }

    private Settings(Vocabulary vocabulary, Sources sources, String imageId) {
        this.vocabulary = vocabulary;
        this.sources = sources;
        this.imageId = imageId;
    }

    /** Which of several images these are the settings of; "" if there is only one. */
    String imageId() {
        return imageId;
    }

    /** The settings of each image: these if {@code <images>} names none. */
    List<Settings> perImage() {
        List<XmlElement> named = sources.pom()
                .child(SeveralImages.ELEMENT)
                .map(XmlElement::children)
                .orElse(List.of());
        if (named.isEmpty()) {
            return List.of(this);
        }
        List<Settings> all = new ArrayList<>();
        named.forEach(image -> all.add(new Settings(vocabulary, SeveralImages.of(sources, image), image.name())));
        return all;
    }

    /** Whether the user or a POM says anything of it; defaults do not count. */
    boolean given(String name) {
        Setting setting = vocabulary.get(name);
        return xml(setting).isPresent()
                || sources.user().containsKey(setting.property())
                || sources.project().containsKey(setting.property());
    }

    /**
     * Words that may have commas in them: elements in XML, as they are; text there or in a property is split at blanks, with
     * quotes as a shell has them.
     */
    Optional<List<String>> words(String name) {
        Setting setting = vocabulary.get(name);
        Optional<XmlElement> xml = xml(setting).filter(x -> !x.children().isEmpty());
        if (sources.user().get(setting.property()) == null && xml.isPresent()) {
            return Optional.of(xml.get().children().stream()
                    .map(child -> child.text() == null ? "" : child.text().strip())
                    .toList());
        }
        return text(name).map(text -> CommandLine.words(setting.property(), text));
    }

    /** Whether the command line says it, which goes before the POM. */
    boolean fromUser(String name) {
        return sources.user().containsKey(vocabulary.get(name).property());
    }

    /** An element with elements in it, as the POM has it. */
    Optional<XmlElement> nested(String name) {
        return xml(vocabulary.get(name));
    }

    /** Empty if it is not set anywhere, or set to nothing. */
    Optional<String> text(String name) {
        return find(vocabulary.get(name)).map(Found::text);
    }

    boolean flag(String name) {
        Found found = find(vocabulary.get(name)).orElse(new Found("false", "default"));
        return switch (found.text().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(found, "neither true nor false", "Write true or false.");
        };
    }

    /** The constant is written in lower case, with '-' for '_'; case does not matter. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        Optional<Found> found = find(vocabulary.get(name));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String written = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (written.equals(found.get().text().toLowerCase(Locale.ROOT))) {
                return Optional.of(constant);
            }
            names.add(written);
        }
        throw wrong(found.get(), "no choice here", "Choose one of " + String.join(", ", names) + ".");
    }

    /** Absolute and cleaned; relative ones are taken from the folder of the POM. */
    Optional<Path> path(String name) {
        return text(name).map(this::resolve);
    }

    Path resolve(String path) {
        return sources.base().resolve(path).normalize();
    }

    List<String> list(String name) {
        Setting setting = vocabulary.get(name);
        @Nullable String user = sources.user().get(setting.property());
        if (user != null) {
            return traced(setting, commas(user), "-D" + setting.property());
        }
        Optional<XmlElement> xml = xml(setting);
        if (xml.isPresent()) {
            List<String> values = new ArrayList<>();
            for (XmlElement item : xml.get().children()) {
                values.addAll(commas(item.text()));
            }
            values.addAll(commas(xml.get().text()));
            return traced(setting, values, "<" + name + ">");
        }
        for (Map<String, String> properties : List.of(sources.system(), sources.project())) {
            String value = properties.get(setting.property());
            if (value != null) {
                return traced(setting, commas(value), "property " + setting.property());
            }
        }
        return commas(setting.defaultValue());
    }

    /** In the order of the POM, beside {@code <image>} before inside, then those only properties name, sorted. */
    Map<String, String> map(String name) {
        Setting setting = vocabulary.get(name);
        Map<String, String> values = new LinkedHashMap<>();
        Optional<XmlElement> inImage = sources.pom().child("image").flatMap(image -> image.child(name));
        for (Optional<XmlElement> xml : List.of(sources.pom().child(name), inImage)) {
            xml.ifPresent(found -> found.children().forEach(entry -> put(values, entry)));
        }
        for (Map<String, String> properties : List.of(sources.project(), sources.system())) {
            keyed(properties, setting.property()).forEach(values::putIfAbsent);
        }
        values.putAll(keyed(sources.user(), setting.property()));
        if (!values.isEmpty()) {
            sources.trace().accept(Vocabulary.PREFIX + name + ": " + String.join(", ", values.keySet()));
        }
        return values;
    }

    /** {@code <key>value</key>}, or what {@link java.util.Properties} look like in Maven, for keys that are no XML names. */
    private static void put(Map<String, String> values, XmlElement entry) {
        Optional<XmlElement> key = entry.child("name");
        if (key.isPresent()) {
            String value = entry.child("value").map(XmlElement::text).orElse(null);
            values.put(String.valueOf(key.get().text()), value == null ? "" : value);
        } else {
            String value = entry.text();
            values.put(entry.name(), value == null ? "" : value);
        }
    }

    private static Map<String, String> keyed(Map<String, String> properties, String prefix) {
        Map<String, String> out = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                out.put(key.substring(prefix.length()), value);
            }
        });
        return out;
    }

    private Optional<Found> find(Setting setting) {
        Optional<Found> found = lookUp(setting).filter(f -> !f.text().isEmpty());
        if (found.isEmpty() && setting.defaultValue() != null) {
            return Optional.of(new Found(setting.defaultValue(), "default of " + Vocabulary.PREFIX + setting.name()));
        }
        found.ifPresent(f -> traced(setting, f.text(), f.origin()));
        return found;
    }

    private Optional<Found> lookUp(Setting setting) {
        String property = setting.property();
        String user = sources.user().get(property);
        if (user != null) {
            return Optional.of(new Found(user.trim(), "-D" + property));
        }
        Optional<String> inPom = xml(setting)
                .flatMap(e -> Optional.ofNullable(
                        setting.shape() == Shape.IMAGE
                                ? e.child("name").map(XmlElement::text).orElse(e.text())
                                : e.text()));
        if (inPom.isPresent()) {
            return Optional.of(new Found(inPom.get().trim(), "<" + setting.name() + "> in the POM"));
        }
        for (Map<String, String> properties : List.of(sources.system(), sources.project())) {
            String value = properties.get(property);
            if (value != null) {
                return Optional.of(new Found(value.trim(), "property " + property));
            }
        }
        return Optional.empty();
    }

    private Optional<XmlElement> xml(Setting setting) {
        if (setting.shape() == Shape.IMAGE) {
            return sources.pom().child(setting.name());
        }
        return sources.pom()
                .child("image")
                .flatMap(image -> image.child(setting.name()))
                .or(() -> sources.pom().child(setting.name()));
    }

    private <T> T traced(Setting setting, T value, String origin) {
        String shown = setting.confidential() ? "(not shown)" : String.valueOf(value);
        sources.trace().accept(Vocabulary.PREFIX + setting.name() + " = " + shown + " (" + origin + ")");
        return value;
    }

    private static List<String> commas(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }

    private static BuildFailure wrong(Found found, String complaint, String hint) {
        return BuildFailure.ofBuild(found.origin() + ": '" + found.text() + "' is " + complaint, hint);
    }
}
