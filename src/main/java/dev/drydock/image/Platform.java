package dev.drydock.image;

import dev.drydock.startup.StartUp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platform an image runs on, in Go's and Docker's words.
 *
 * @param variant such as {@code v7}; empty if none
 * @param osVersion empty if none; only Windows images have one, such as {@code 10.0.17763}
 */
@StartUp
public record Platform(String os, String architecture, String variant, String osVersion) {

    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "illumos",
            "ios",
            "linux",
            "macos",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "windows",
            "zos");

    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv",
            "riscv64",
            "s390",
            "s390x",
            "sparc64",
            "wasm");

    /** The platform that an entry of an index has which is no image. */
    public static final Platform UNKNOWN = new Platform("unknown", "unknown", "");

    public Platform(String os, String architecture, String variant) {
        this(os, architecture, variant, "");
    }

    /**
     * Parses {@code os/arch[/variant]} or a bare architecture, with the aliases containerd knows ({@code x86_64},
     * {@code aarch64}, {@code armhf}). The system may have a version in parentheses and, behind a +, features, which nothing
     * here depends on: {@code windows(10.0.17763+win32k)/amd64}.
     *
     * @throws IllegalArgumentException if there are no or too many parts, or an empty one, or a single one nobody knows
     */
    public static Platform parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        if (parts.length > 3 || text.isBlank()) {
            throw new IllegalArgumentException("not a platform: '" + text + "' (expected os/arch or os/arch/variant)");
        }
        String version = "";
        int bracket = parts[0].indexOf('(');
        if (bracket > 0 && parts[0].matches("[^.(]+\\([a-z0-9_.%-]*(\\+[a-z0-9_.%-]+)*\\)")) {
            version = version(text.substring(bracket + 1, parts[0].length() - 1));
            parts[0] = parts[0].substring(0, bracket);
        }
        for (String part : parts) {
            if (!part.matches("[a-z0-9_.-]+")) {
                throw new IllegalArgumentException(
                        "not a platform: '" + text + "' (expected os/arch or os/arch/variant)");
            }
        }
        Platform named = named(parts, text);
        return version.isEmpty() ? named : new Platform(named.os, named.architecture, named.variant, version);
    }

    private static Platform named(String[] parts, String text) {
        if (parts.length == 1) {
            if (SYSTEMS.contains(parts[0])) {
                return normalise(parts[0], current().architecture, "");
            }
            Platform linux = normalise("linux", parts[0], "");
            if (!ARCHITECTURES.contains(linux.architecture)) {
                throw new IllegalArgumentException(
                        "not a platform: '" + text + "' is neither an operating system nor an architecture");
            }
            return linux;
        }
        return normalise(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** The text in parentheses, without the features; %XX is a byte, for versions that hold signs of the syntax. */
    private static String version(String given) {
        int features = given.indexOf('+');
        String version = features < 0 ? given : given.substring(0, features);
        return version.indexOf('%') < 0 ? version : URLDecoder.decode(version, StandardCharsets.UTF_8);
    }

    /**
     * Whether there is such an operating system and such an architecture, as Go and with it every registry names them; also
     * {@code wasi}, which Docker takes, though not as a name by itself.
     */
    public boolean isKnown() {
        return (SYSTEMS.contains(os) || os.equals("wasi")) && ARCHITECTURES.contains(architecture);
    }

    private static Platform normalise(String os, String arch, String variant) {
        String osName = os.equals("macos") ? "darwin" : os;
        return switch (arch) {
            case "x86_64", "x86-64", "amd64" -> new Platform(osName, "amd64", variant.equals("v1") ? "" : variant);
            case "aarch64", "arm64" ->
                new Platform(osName, "arm64", variant.equals("8") || variant.equals("v8") ? "" : variant);
            case "i386", "i486", "i586", "i686", "x86", "386" -> new Platform(osName, "386", "");
            case "armhf" -> new Platform(osName, "arm", "v7");
            case "armel" -> new Platform(osName, "arm", "v6");
            case "arm" ->
                new Platform(
                        osName,
                        "arm",
                        switch (variant) {
                            case "", "7" -> "v7";
                            case "5", "6", "8" -> "v" + variant;
                            default -> variant;
                        });
            default -> new Platform(osName, arch, variant);
        };
    }

    /** Linux on this machine's CPU: what a build makes unless told otherwise, on every operating system. */
    public static Platform current() {
        String arch = System.getProperty("os.arch", "amd64").toLowerCase(Locale.ROOT);
        return normalise("linux", arch, "");
    }

    /**
     * Whether an image made for {@code other} is the right one when this platform is asked for. If a version of Windows is,
     * its images must be of the same build of it, the third number; other systems run images of any version.
     */
    public boolean accepts(Platform other) {
        Platform a = normalise(os, architecture, variant);
        Platform b = normalise(other.os, other.architecture, other.variant);
        return a.os.equals(b.os)
                && a.architecture.equals(b.architecture)
                && a.variant.equals(b.variant)
                && acceptsVersion(other);
    }

    /** Whether the versions fit, whatever else is asked for. */
    boolean acceptsVersion(Platform other) {
        if (osVersion.isEmpty() || !os.equals("windows")) {
            return true;
        }
        int end = 0;
        for (int dots = 0; end < osVersion.length(); end++) {
            if (osVersion.charAt(end) == '.' && ++dots == 3) {
                break;
            }
        }
        return (other.osVersion + ".").startsWith(osVersion.substring(0, end) + ".");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Platform platform
                && os.equals(platform.os)
                && architecture.equals(platform.architecture)
                && variant.equals(platform.variant)
                && osVersion.equals(platform.osVersion);
    }

    @Override
    public int hashCode() {
        return (os.hashCode() * 31 + architecture.hashCode()) * 31 + variant.hashCode();
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
