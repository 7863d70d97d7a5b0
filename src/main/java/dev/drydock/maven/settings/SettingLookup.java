package dev.drydock.maven.settings;

import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.maven.settings.SettingSources.Found;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks values up in one source after the other, in the order that {@link Settings} promises, and says where each was found. */
@StartUp
final class SettingLookup {

    private final SettingSources sources;

    SettingLookup(SettingSources sources) {
        this.sources = sources;
    }

    List<String> list(Setting<List<String>> setting) {
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
    Map<String, String> map(Setting<Map<String, String>> setting) {
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

    /** The first that says anything, or else the default; null if there is neither. The default of a choice is a constant. */
    @Nullable
    Found find(Setting<?> setting) {
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
}
