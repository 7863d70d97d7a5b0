package dev.drydock.dockerfile;

import dev.drydock.dockerfile.MountSpec.Sharing;
import dev.drydock.dockerfile.MountSpec.Type;
import dev.drydock.dockerfile.text.ByteSize;
import dev.drydock.dockerfile.text.CommaFields;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.Nearest;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the options of a mount in their order, for a later one may depend on the type given by an earlier one. */
final class MountOptions {

    private static final List<String> KEYS = List.of(
            "type",
            "from",
            "source",
            "src",
            "target",
            "dst",
            "destination",
            "readonly",
            "ro",
            "readwrite",
            "rw",
            "required",
            "size",
            "id",
            "sharing",
            "mode",
            "uid",
            "gid",
            "env");

    /** Resolves quotes, escapes and variables of a value. */
    interface Expander {
        String expand(String value) throws SyntaxProblem;
    }

    private Type type = Type.BIND;
    private String from = "";
    private String source = "";
    private String target = "";
    private @Nullable Boolean readOnly;
    private long size;
    private String id = "";
    private @Nullable Sharing sharing;
    private boolean required;
    private @Nullable String env;
    private @Nullable Long mode;
    private @Nullable Long uid;
    private @Nullable Long gid;

    private MountOptions() {}

    static MountSpec read(MountFlag mount, Expander expander) throws SyntaxProblem {
        var options = new MountOptions();
        for (var option : mount.options()) {
            String value = option.value();
            if (value == null) {
                options.set(option.key());
            } else {
                // The origin of the mount decides the order of stages, so it was taken as written.
                options.set(option.key(), option.key().equals("from") ? value : expander.expand(value));
            }
        }
        options.check();
        return options.spec();
    }

    private void set(String key) throws SyntaxProblem {
        switch (key) {
            case "readonly", "ro":
                readOnly = true;
                break;
            case "readwrite", "rw":
                readOnly = false;
                break;
            case "required":
                required = checkRequired(true);
                break;
            default:
                throw KEYS.contains(key)
                        ? new SyntaxProblem("\"" + key + "\" has no value", "Write " + key + "=VALUE.")
                        : unknown(key);
        }
    }

    private void set(String key, String value) throws SyntaxProblem {
        switch (key) {
            case "type":
                type = choice(key, value, Type.values());
                break;
            case "from":
                from = value;
                break;
            case "source", "src":
                source = value;
                break;
            case "target", "dst", "destination":
                target = value;
                break;
            case "readonly", "ro":
                readOnly = CommaFields.isTrue(key, value);
                break;
            case "readwrite", "rw":
                readOnly = !CommaFields.isTrue(key, value);
                break;
            case "required":
                required = checkRequired(CommaFields.isTrue(key, value));
                break;
            case "size":
                if (type != Type.TMPFS) {
                    throw notFor("size");
                }
                size = ByteSize.parse(value);
                break;
            case "id":
                id = value;
                break;
            case "sharing":
                sharing = choice(key, value, Sharing.values());
                break;
            case "mode":
                mode = number(key, value, 8);
                break;
            case "uid":
                uid = number(key, value, 10);
                break;
            case "gid":
                gid = number(key, value, 10);
                break;
            case "env":
                env = value;
                break;
            default:
                throw unknown(key);
        }
    }

    private boolean checkRequired(boolean value) throws SyntaxProblem {
        if (type != Type.SECRET && type != Type.SSH) {
            throw notFor("required");
        }
        return value;
    }

    private void check() throws SyntaxProblem {
        boolean isFile = type == Type.SECRET || type == Type.SSH || type == Type.CACHE;
        if (!isFile && (mode != null || uid != null || gid != null)) {
            throw notFor(mode != null ? "mode" : uid != null ? "uid" : "gid");
        }
        if (sharing != null && type != Type.CACHE) {
            throw notFor("sharing");
        }
        if (type == Type.SECRET) {
            if (!from.isEmpty()) {
                throw notFor("from");
            }
            if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
                throw new SyntaxProblem("the secret has no name", "Name it with id=NAME, or by its target.");
            }
            if (!source.isEmpty() && !id.isEmpty()) {
                throw new SyntaxProblem(
                        "both source and id name the secret", "They mean the same. Keep one of the two.");
            }
        }
    }

    private MountSpec spec() {
        boolean writable = type == Type.CACHE || type == Type.TMPFS;
        return new MountSpec(
                type,
                new MountSpec.Place(from, source, target),
                readOnly == null ? !writable : readOnly,
                size,
                id,
                sharing,
                required,
                env,
                new MountSpec.Owner(mode == null ? null : (int) (mode & 07777), uid, gid));
    }

    private SyntaxProblem notFor(String key) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return new SyntaxProblem(
                "a mount of type " + name + " has no option " + key, "Put type= before the options that depend on it.");
    }

    private static SyntaxProblem unknown(String key) {
        String meant = Nearest.near(key, KEYS);
        return new SyntaxProblem(
                "unknown option " + key,
                meant != null ? "Did you mean " + meant + "?" : "The options are " + String.join(", ", KEYS) + ".");
    }

    private static <E extends Enum<E>> E choice(String key, String value, E[] values) throws SyntaxProblem {
        for (var candidate : values) {
            if (candidate.name().equalsIgnoreCase(value)) {
                return candidate;
            }
        }
        var names = List.of(values).stream()
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        String meant = Nearest.near(value, names);
        throw new SyntaxProblem(
                key + " cannot be \"" + value + "\"",
                meant != null ? "Did you mean " + meant + "?" : "It is one of " + String.join(", ", names) + ".");
    }

    private static long number(String key, String value, int radix) throws SyntaxProblem {
        boolean digits =
                !value.isEmpty() && value.length() <= 32 && value.chars().allMatch(c -> c >= '0' && c < '0' + radix);
        if (digits) {
            var number = new BigInteger(value, radix);
            if (number.bitLength() <= 32) {
                return number.longValue();
            }
        }
        throw new SyntaxProblem(
                key + " cannot be \"" + value + "\"",
                radix == 8 ? "It is an octal number such as 0755." : "It is a number up to 4294967295.");
    }
}
