package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.CommaFields;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code RUN --mount}: the part that is read without values of variables. {@link MountOptions} is the rest. */
final class MountFlags {

    private MountFlags() {}

    static MountFlag parse(String text) throws SyntaxProblem {
        if (text.isEmpty()) {
            throw new SyntaxProblem("--mount is empty", "Write --mount=type=cache,target=/path or the like.");
        }
        var options = new ArrayList<MountFlag.Option>();
        for (var field : CommaFields.split(text)) {
            int equals = field.indexOf('=');
            String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? null : field.substring(equals + 1);
            if (key.equals("from") && value != null && hasVariable(value)) {
                throw new SyntaxProblem(
                        "from=" + value + " cannot contain a variable",
                        "Name a stage with FROM " + value
                                + " AS name, where variables are known, and mount from that.");
            }
            options.add(new MountFlag.Option(key, value));
        }
        return new MountFlag(text, List.copyOf(options));
    }

    private static boolean hasVariable(String value) {
        int dollar = value.indexOf('$');
        return dollar >= 0 && dollar < value.length() - 1;
    }
}
