package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.SettingSources.Found;
import dev.drydock.startup.StartUp;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of each setting. Highest first: user property ({@code -D}), XML of the POM (inside {@code <image>}, then beside
 * it), system property, property of the project, default. Maven itself lets the POM beat {@code -D}, which surprises
 * everyone; that is why values are looked up here and not taken from the fields Maven fills. Lists are replaced as a
 * whole, maps are merged by key. An empty user property takes back what the POM says.
 */
@StartUp
public final class Settings {

    private final SettingSources sources;
    private final SettingLookup lookup;
    private final String imageId;

    /** @throws BuildFailure if the POM has an element that is no setting */
    public Settings(SettingSources sources) {
        this(sources, "");
        ConfigurationShapes.check(sources.pom());
        PropertyNames.check(sources);
    }

    private Settings(SettingSources sources, String imageId) {
        this.sources = sources;
        this.lookup = new SettingLookup(sources);
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
        Found found = lookup.find(setting);
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

    /** The time of a setting that has a default. */
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
        Found found = lookup.find(setting);
        if (found == null) {
            return false;
        }
        return switch (found.text().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(found, "neither true nor false", "Write true or false.");
        };
    }

    /** The choice of a setting that has a default; case does not matter. */
    public <E extends Enum<E>> E choice(Setting<E> setting) {
        Optional<E> chosen = optionalChoice(setting);
        return chosen.isPresent() ? chosen.get() : setting.defaultChoice();
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(Setting<E> setting) {
        Found found = lookup.find(setting);
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

    /** A path of the user's, relative to the folder of the POM, on this machine's system. */
    public Path resolve(String path) {
        try {
            return sources.base().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw BuildFailure.ofBuild(
                    "'" + path + "' cannot be a path on this machine: " + e.getReason(),
                    "Paths may be absolute or start at the folder of the POM.");
        }
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
        return lookup.list(setting);
    }

    /** In the order of the POM, beside {@code <image>} before inside, then those only properties name, sorted. */
    public Map<String, String> map(Setting<Map<String, String>> setting) {
        return lookup.map(setting);
    }

    private static BuildFailure wrong(Found found, String complaint, String hint) {
        return BuildFailure.ofBuild(found.origin() + ": '" + found.text() + "' is " + complaint, hint);
    }
}
