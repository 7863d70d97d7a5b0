package dev.drydock.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for the exit code of a program, which is 128 + n if signal n ended it. */
public final class ExitCode {

    /** Names of signals (signal(7), the numbers of x86 and arm), from number 1 on. */
    public static final List<String> SIGNALS = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private static final int SIGNALLED = 128;

    private ExitCode() {}

    /** The code of a program that this signal has ended. */
    public static int ofSignal(int signal) {
        return SIGNALLED + signal;
    }

    /** {@code exit code 3}, {@code exit code 143 (SIGTERM)}. */
    public static String describe(int code) {
        int signal = code - SIGNALLED;
        return "exit code " + code
                + (signal > 0 && signal <= SIGNALS.size() ? " (SIG" + SIGNALS.get(signal - 1) + ")" : "");
    }

    /** The usual meaning of such a code, as a sentence; null for those a program chooses itself. */
    public static @Nullable String meaning(int code) {
        return switch (code) {
            case 126 ->
                "126 means that a program was found but could not be executed: check its permissions, and that it"
                        + " is made for this platform.";
            case 127 -> "127 means that the shell did not find a program: check that it is in the image, and in PATH.";
            case 132 -> "132 means that it had an instruction this CPU does not know.";
            case 134 -> "134 means that it gave up by itself after an error it found (abort).";
            case 135, 139 -> code + " means that it crashed: it used memory that it does not have.";
            case 137 -> "137 means that it was killed, usually because memory ran out.";
            case 143 -> "143 means that it was asked to end, and did.";
            default -> null;
        };
    }
}
