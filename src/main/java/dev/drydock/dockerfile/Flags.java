package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags given to one instruction, checked against those it knows. */
final class Flags {

    /** The values a flag takes. */
    enum Kind {
        /** {@code true} or {@code false}; true if it stands alone. */
        SWITCH,
        VALUE,
        /** As {@link #VALUE}, but may be repeated. */
        VALUES
    }

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Flags() {}

    /** Checks that an instruction that knows no flags was given none. */
    static void none(String keyword, List<String> given) throws SyntaxProblem {
        parse(keyword, given, Map.of());
    }

    static Flags parse(String keyword, List<String> given, Map<String, Kind> known) throws SyntaxProblem {
        var flags = new Flags();
        for (var word : given) {
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            var kind = known.get(name);
            if (kind == null) {
                throw unknown(keyword, name, known);
            }
            var before = flags.values.get(name);
            if (before == null) {
                before = new ArrayList<>();
                flags.values.put(name, before);
            } else if (kind != Kind.VALUES) {
                throw new SyntaxProblem("the flag --" + name + " is given twice", "Keep one of the two.");
            }
            before.add(value(name, kind, equals < 0 ? null : word.substring(equals + 1)));
        }
        return flags;
    }

    private static String value(String name, Kind kind, @Nullable String value) throws SyntaxProblem {
        if (kind != Kind.SWITCH) {
            if (value == null) {
                throw new SyntaxProblem(
                        "the flag --" + name + " has no value", "Write --" + name + "=VALUE, without spaces.");
            }
            return value;
        }
        String given = value == null ? "true" : value.toLowerCase(Locale.ROOT);
        if (!given.equals("true") && !given.equals("false")) {
            throw new SyntaxProblem(
                    "the flag --" + name + " cannot be \"" + value + "\"",
                    "It is either true or false; alone it means true.");
        }
        return given;
    }

    private static SyntaxProblem unknown(String keyword, String name, Map<String, Kind> known) {
        String instruction = keyword.toUpperCase(Locale.ROOT);
        String meant = Nearest.near(name, known.keySet());
        String hint;
        if (known.isEmpty()) {
            hint = instruction + " knows no flags. Put -- before arguments that begin with two dashes.";
        } else if (meant != null) {
            hint = "Did you mean --" + meant + "?";
        } else {
            hint = instruction + " knows --"
                    + String.join(", --", known.keySet().stream().sorted().toList()) + ".";
        }
        return new SyntaxProblem("unknown flag --" + name, hint);
    }

    /** The value; null if the flag is missing or empty, which mean the same. */
    @Nullable
    String value(String name) {
        var given = values.get(name);
        return given == null || given.get(0).isEmpty() ? null : given.get(0);
    }

    List<String> values(String name) {
        var given = values.get(name);
        return given == null ? List.of() : List.copyOf(given);
    }

    boolean isOn(String name) {
        return Boolean.TRUE.equals(choice(name));
    }

    /** On, off, or null if the flag is missing. */
    @Nullable
    Boolean choice(String name) {
        var given = values.get(name);
        return given == null ? null : Boolean.valueOf(given.get(0));
    }
}
