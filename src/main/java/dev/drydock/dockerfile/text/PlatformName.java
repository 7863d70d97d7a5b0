package dev.drydock.dockerfile.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a platform's name the checks look at.
 *
 * @param os normalised; "" if only an architecture is named
 * @param architecture normalised; "" if only a system is named
 */
public record PlatformName(String os, String architecture) {

    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "illumos",
            "ios",
            "js",
            "linux",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "wasip1",
            "windows");

    private static final Map<String, String> ALIASES = Map.of(
            "macos", "darwin", "x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "armhf", "arm", "armel", "arm",
            "i386", "386");

    /** Null if the text cannot be the name of a platform. */
    public static @Nullable PlatformName parse(String text) {
        var parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        if (parts.length > 3) {
            return null;
        }
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            // A version of the system stands in parentheses.
            if (i == 0 && part.endsWith(")") && part.indexOf('(') > 0) {
                part = part.substring(0, part.indexOf('('));
            }
            if (part.isEmpty() || !part.chars().allMatch(PlatformName::isNameCharacter)) {
                return null;
            }
            parts[i] = ALIASES.getOrDefault(part, part);
        }
        if (parts.length > 1) {
            return new PlatformName(parts[0], parts[1]);
        }
        return SYSTEMS.contains(parts[0]) ? new PlatformName(parts[0], "") : new PlatformName("", parts[0]);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    }

    /** Whether both may mean the same machine; a part that is not named fits any. */
    public boolean fits(PlatformName other) {
        return fits(os, other.os) && fits(architecture, other.architecture);
    }

    private static boolean fits(String a, String b) {
        return a.isEmpty() || b.isEmpty() || a.equals(b);
    }

    /** Whether a stage's name tells what is meant. */
    public boolean isToldBy(String stageName) {
        return (!os.isEmpty() && stageName.contains(os))
                || (!architecture.isEmpty() && stageName.contains(architecture));
    }
}
