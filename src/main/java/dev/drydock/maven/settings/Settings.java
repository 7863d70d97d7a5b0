package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.maven.settings.SettingSources.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of each setting. Highest first: user property ({@code -D}), XML of the POM (inside {@code <image>}, then beside
 * it), system property, property of the project, default. Maven itself lets the POM beat {@code -D}, which surprises
 * everyone; that is why values are looked up here and not taken from the fields Maven fills. Lists are replaced as a
 * whole, maps are merged by key. An empty user property takes back what the POM says.
 */
public final class Settings {

    private final SettingSources sources;
    private final String imageId;

    /** @throws BuildFailure if the POM has an element that is no setting */
    public Settings(SettingSources sources) {
        this(sources, "");
        ConfigurationShapes.check(sources.pom());
        PropertyNames.check(sources);
    }

    private Settings(SettingSources sources, String imageId) {
        this.sources = sources;
        this.imageId = imageId;
    }

    /** Which of several images these are the settings of; "" if there is only one. */
    public String imageId() {
        return imageId;
    }

    /** The settings of each image: these if {@code <images>} names none. */
    public List<Settings> perImage() {
        XmlElement named = sources.pom().child(SeveralImages.ELEMENT);
        if (named == null || named.children().isEmpty()) {
            return List.of(this);
        }
        List<Settings> all = new ArrayList<>();
        for (XmlElement image : named.children()) {
            all.add(new Settings(SeveralImages.of(sources, image), image.name()));
        }
        return all;
    }

    /** Whether the user, a POM or a property says anything of it; defaults do not count. */
    public boolean given(Setting<?> setting) {
        return sources.mention(setting);
    }

    /**
     * Words that may have commas in them: elements in XML, as they are; text there or in a property is split at blanks, with
     * quotes as a shell has them.
     */
    public Optional<List<String>> words(Setting<List<String>> setting) {
        XmlElement xml = sources.fromUser(setting) == null ? sources.xml(setting) : null;
        if (xml != null && !xml.children().isEmpty()) {
            return Optional.of(xml.texts());
        }
        Optional<String> text = line(setting);
        return text.isPresent() ? Optional.of(CommandLine.words(setting.property(), text.get())) : Optional.empty();
    }

    /** Whether the command line says it, which goes before the POM. */
    public boolean fromUser(Setting<?> setting) {
        return sources.fromUser(setting) != null;
    }

    /** Warns of {@code -Ddrydock.images.ID.…} for images that this module does not have. */
    public void tellOfUnknownImages() {
        for (String property : sources.user().keySet()) {
            if (property.startsWith(SeveralImages.PREFIX)) {
                Optional<String> complaint = SeveralImages.complaint(sources.pom(), property);
                if (complaint.isPresent()) {
                    warn(complaint.get());
                }
            }
        }
    }

    /** Once a run, however many modules have reason to. */
    public void warn(String message) {
        sources.log().warn(message);
    }

    /** An element with elements in it, as the POM has it. */
    public Optional<XmlElement> nested(Setting<XmlElement> setting) {
        return Optional.ofNullable(sources.xml(setting));
    }

    /** Empty if it is not set anywhere, or set to nothing. */
    public Optional<String> text(Setting<String> setting) {
        return line(setting);
    }

    private Optional<String> line(Setting<?> setting) {
        Found found = find(setting);
        return found == null ? Optional.empty() : Optional.of(found.text());
    }

    /** The text of what may have elements in it; empty if it is not set anywhere, or set to nothing, or to elements. */
    Optional<String> lineOf(Setting<XmlElement> setting) {
        return line(setting);
    }

    /** Elements in XML, as they are; text there or in a property is one of them. */
    public List<String> lines(Setting<List<String>> setting) {
        XmlElement xml = sources.fromUser(setting) == null ? sources.xml(setting) : null;
        if (xml != null && !xml.children().isEmpty()) {
            return xml.texts();
        }
        Optional<String> text = line(setting);
        return text.isPresent() ? List.of(text.get()) : List.of();
    }

    /** Of a setting that has a default. */
    public Duration time(Setting<Duration> setting) {
        return optionalTime(setting).orElseThrow();
    }

    public Optional<Duration> optionalTime(Setting<Duration> setting) {
        Optional<String> text = line(setting);
        return text.isPresent() ? Optional.of(Amounts.time(setting.property(), text.get())) : Optional.empty();
    }

    /** In bytes. */
    public Optional<Long> size(Setting<Long> setting) {
        Optional<String> text = line(setting);
        return text.isPresent() ? Optional.of(Amounts.size(setting.property(), text.get())) : Optional.empty();
    }

    public boolean flag(Setting<Boolean> setting) {
        Found found = find(setting);
        if (found == null) {
            return false;
        }
        return switch (found.text().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(found, "neither true nor false", "Write true or false.");
        };
    }

    /** Of a setting that has a default; case does not matter. */
    public <E extends Enum<E>> E choice(Setting<E> setting) {
        Optional<E> chosen = optionalChoice(setting);
        return chosen.isPresent() ? chosen.get() : setting.defaultChoice();
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(Setting<E> setting) {
        Found found = find(setting);
        if (found == null) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (E constant : setting.choices()) {
            String written = Setting.written(constant);
            if (written.equals(found.text().toLowerCase(Locale.ROOT))) {
                return Optional.of(constant);
            }
            names.add(written);
        }
        throw wrong(found, "no choice here", "Choose one of " + String.join(", ", names) + ".");
    }

    /** Absolute and cleaned; relative ones are taken from the folder of the POM. */
    public Optional<Path> path(Setting<Path> setting) {
        Optional<String> text = line(setting);
        return text.isPresent() ? Optional.of(resolve(text.get())) : Optional.empty();
    }

    public Path resolve(String path) {
        return sources.base().resolve(path).normalize();
    }

    /** A property of the user or of the project, ours or not, as <code>${name}</code> gives it. */
    public Optional<String> property(String name) {
        return sources.expressions().value(name);
    }

    /** A text of another plugin's configuration as that plugin gets it; "" if it is an expression that stands for nothing. */
    public String evaluated(String text) {
        Expressions.Replaced replaced = sources.expressions().replace(text);
        return replaced.isNothing() ? "" : replaced.text();
    }

    public List<String> list(Setting<List<String>> setting) {
        Found user = sources.fromUser(setting);
        if (user != null) {
            return traced(setting, commas(user.text()), user.origin());
        }
        XmlElement xml = sources.xml(setting);
        if (xml != null) {
            List<String> values = new ArrayList<>();
            for (XmlElement item : xml.children()) {
                values.addAll(commas(item.text()));
            }
            values.addAll(commas(xml.text()));
            return traced(setting, values, "<" + setting.name() + ">");
        }
        Found property = sources.fromProperties(setting);
        return property == null ? List.of() : traced(setting, commas(property.text()), property.origin());
    }

    /** In the order of the POM, beside {@code <image>} before inside, then those only properties name, sorted. */
    public Map<String, String> map(Setting<Map<String, String>> setting) {
        Map<String, String> values = new LinkedHashMap<>();
        putAll(values, sources.beside(setting));
        putAll(values, sources.inImage(setting));
        for (Map.Entry<String, String> entry :
                sources.keyedFromProperties(setting).entrySet()) {
            values.putIfAbsent(entry.getKey(), entry.getValue());
        }
        values.putAll(sources.keyedFromUser(setting));
        if (!values.isEmpty()) {
            sources.log().debug(Setting.PREFIX + setting.name() + ": " + String.join(", ", values.keySet()));
        }
        return values;
    }

    private static void putAll(Map<String, String> values, @Nullable XmlElement map) {
        if (map != null) {
            for (XmlElement entry : map.children()) {
                put(values, entry);
            }
        }
    }

    /** {@code <key>value</key>}, or what {@link java.util.Properties} look like in Maven, for keys that are no XML names. */
    private static void put(Map<String, String> values, XmlElement entry) {
        XmlElement key = entry.child("name");
        if (key != null) {
            XmlElement value = entry.child("value");
            values.put(String.valueOf(key.text()), value == null || value.text() == null ? "" : value.text());
        } else {
            String value = entry.text();
            values.put(entry.name(), value == null ? "" : value);
        }
    }

    private @Nullable Found find(Setting<?> setting) {
        Found found = lookUp(setting);
        if (found != null && !found.text().isEmpty()) {
            trace(setting, found.text(), found.origin());
            return found;
        }
        String text = setting.shape() == Shape.CHOICE ? null : setting.defaultText();
        return text == null ? null : new Found(text, "default of " + Setting.PREFIX + setting.name());
    }

    private @Nullable Found lookUp(Setting<?> setting) {
        Found user = sources.fromUser(setting);
        if (user != null) {
            return user;
        }
        String inPom = inPom(setting);
        return inPom != null
                ? new Found(inPom.trim(), "<" + setting.name() + "> in the POM")
                : sources.fromProperties(setting);
    }

    private @Nullable String inPom(Setting<?> setting) {
        XmlElement xml = sources.xml(setting);
        if (xml == null) {
            return null;
        }
        XmlElement name = setting.shape() == Shape.IMAGE ? xml.child("name") : null;
        return name == null || name.text() == null ? xml.text() : name.text();
    }

    private List<String> traced(Setting<?> setting, List<String> values, String origin) {
        trace(setting, String.valueOf(values), origin);
        return values;
    }

    private void trace(Setting<?> setting, String value, String origin) {
        String shown = setting.confidential() ? "(not shown)" : value;
        sources.log().debug(Setting.PREFIX + setting.name() + " = " + shown + " (" + origin + ")");
    }

    private static List<String> commas(@Nullable String text) {
        List<String> values = new ArrayList<>();
        if (text != null) {
            for (String part : text.split(",")) {
                String value = part.trim();
                if (!value.isEmpty()) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private static BuildFailure wrong(Found found, String complaint, String hint) {
        return BuildFailure.ofBuild(found.origin() + ": '" + found.text() + "' is " + complaint, hint);
    }
}
