package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Run;
import dev.drydock.dockerfile.text.CommaFields;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RUN. */
final class RunParser {

    private static final Map<String, Flags.Kind> FLAGS = Map.of(
            "mount", Flags.Kind.VALUES,
            "network", Flags.Kind.VALUE,
            "security", Flags.Kind.VALUE,
            "device", Flags.Kind.VALUES);

    private RunParser() {}

    static Run parse(StatementParts draft) throws SyntaxProblem {
        var flags = Flags.parse("RUN", draft.flags(), FLAGS);
        var command = draft.command();
        var mounts = new ArrayList<MountFlag>();
        for (var text : flags.values("mount")) {
            mounts.add(MountFlags.parse(text));
        }
        var devices = new ArrayList<Run.Device>();
        for (var text : flags.values("device")) {
            devices.add(device(text));
        }
        return new Run(
                draft.statement(),
                command,
                List.copyOf(mounts),
                choice(flags, "network", Run.Network.values(), Run.Network.DEFAULT),
                choice(flags, "security", Run.Security.values(), Run.Security.SANDBOX),
                List.copyOf(devices),
                draft.heredocs());
    }

    private static <E extends Enum<E>> E choice(Flags flags, String name, E[] values, E missing) throws SyntaxProblem {
        var given = flags.values(name);
        if (given.isEmpty()) {
            return missing;
        }
        var known = new ArrayList<String>();
        for (var value : values) {
            String spelling = value.name().toLowerCase(Locale.ROOT);
            if (spelling.equals(given.get(0))) {
                return value;
            }
            known.add(spelling);
        }
        throw new SyntaxProblem(
                "--" + name + " cannot be \"" + given.get(0) + "\"", "It is one of " + String.join(", ", known) + ".");
    }

    private static Run.Device device(String text) throws SyntaxProblem {
        if (text.isEmpty()) {
            throw new SyntaxProblem("--device is empty", "Write --device=vendor/class=device.");
        }
        String name = "";
        boolean required = false;
        for (var field : CommaFields.split(text)) {
            int equals = field.indexOf('=');
            String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? null : field.substring(equals + 1);
            if (key.equals("required")) {
                required = value == null || CommaFields.isTrue(key, value);
            } else if (!name.isEmpty()) {
                throw new SyntaxProblem(
                        "--device does not know \"" + field + "\"", "It knows name=vendor/class=device and required.");
            } else {
                name = deviceName(field, key, value);
            }
        }
        return new Run.Device(name, required);
    }

    /** A CDI name itself holds an equals sign: {@code vendor.com/gpu=0}. */
    private static String deviceName(String field, String key, @Nullable String value) {
        return key.equals("name") && value != null ? value : field;
    }
}
