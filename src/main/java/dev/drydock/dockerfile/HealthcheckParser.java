package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Healthcheck;
import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.GoDuration;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** HEALTHCHECK. */
final class HealthcheckParser {

    private static final String USAGE = "Write HEALTHCHECK [options] CMD command, or HEALTHCHECK NONE.";

    private static final Map<String, Flags.Kind> FLAGS = Map.of(
            "interval", Flags.Kind.VALUE,
            "timeout", Flags.Kind.VALUE,
            "start-period", Flags.Kind.VALUE,
            "start-interval", Flags.Kind.VALUE,
            "retries", Flags.Kind.VALUE);

    private HealthcheckParser() {}

    static Healthcheck parse(StatementParts draft) throws SyntaxProblem {
        String arguments = draft.arguments();
        String type = arguments.substring(0, Blanks.separator(arguments));
        String rest = Blanks.afterSeparator(arguments);
        var command = StatementParts.command(rest);
        switch (type.toUpperCase(Locale.ROOT)) {
            case "NONE":
                if (!rest.isEmpty() && !command.isEmpty()) {
                    throw new SyntaxProblem("HEALTHCHECK NONE takes no arguments", USAGE);
                }
                // Options are not even looked at.
                return new Healthcheck(
                        draft.statement(), null, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
            case "CMD":
                var flags = Flags.parse("HEALTHCHECK", draft.flags(), FLAGS);
                if (command.isEmpty()) {
                    throw new SyntaxProblem("HEALTHCHECK CMD has no command", USAGE);
                }
                return new Healthcheck(
                        draft.statement(),
                        command,
                        duration(flags, "interval"),
                        duration(flags, "timeout"),
                        duration(flags, "start-period"),
                        duration(flags, "start-interval"),
                        retries(flags));
            case "":
                throw new SyntaxProblem("HEALTHCHECK needs an argument", USAGE);
            default:
                throw new SyntaxProblem("HEALTHCHECK does not know " + type, USAGE);
        }
    }

    private static Duration duration(Flags flags, String name) throws SyntaxProblem {
        String value = flags.value(name);
        var duration = value == null ? Duration.ZERO : GoDuration.parse(value);
        if (!duration.isZero() && duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new SyntaxProblem(
                    "--" + name + "=" + value + " is too short", "It is at least 1ms, or 0 for Docker's default.");
        }
        return duration;
    }

    private static int retries(Flags flags) throws SyntaxProblem {
        String value = flags.value("retries");
        if (value == null) {
            return 0;
        }
        String digits = value.startsWith("+") ? value.substring(1) : value;
        try {
            if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integer.parseInt(digits);
            }
        } catch (NumberFormatException tooLarge) {
            // Told below.
        }
        throw new SyntaxProblem(
                "--retries=" + value + " is not a number of retries", "It is a whole number, 0 for Docker's default.");
    }
}
