package dev.drydock.frontend.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The signals STOPSIGNAL may name on Linux. */
public final class Signals {

    private static final Pattern REAL_TIME =
            Pattern.compile("RTMIN(?:\\+(?:[1-9]|1[0-5]))?|RTMAX(?:-(?:[1-9]|1[0-4]))?");
    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ");

    private Signals() {}

    /** @throws InstructionProblem unless signal is a number other than 0, or a name, with or without SIG, in any case */
    public static void check(String signal) {
        if (signal.matches("[-+]?0*[1-9]\\d{0,8}")) {
            return;
        }
        String upper = signal.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (!NAMES.contains(name) && !REAL_TIME.matcher(name).matches()) {
            throw new InstructionProblem(
                    "invalid signal '" + signal + "'",
                    "Name a signal of Linux, such as SIGTERM or SIGRTMIN+3, or give its number.");
        }
    }
}
