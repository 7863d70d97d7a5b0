package dev.drydock.container;

import dev.drydock.failure.ExitCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signals by their names on Linux, as STOPSIGNAL writes them. */
final class StopSignal {

    private static final int TERM = 15;

    private static final int FIRST_REALTIME = 34;
    private static final int LAST_REALTIME = 64;

    private static final Pattern REALTIME = Pattern.compile("RT(MIN|MAX)([+-]\\d{1,2})?");

    private StopSignal() {}

    /** The number of {@code SIGTERM}, {@code term}, {@code 15} or {@code SIGRTMIN+3}; that of SIGTERM for anything else. */
    static int number(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        int known = ExitCode.SIGNALS.indexOf(name) + 1;
        if (known > 0) {
            return known;
        }
        Matcher realtime = REALTIME.matcher(name);
        if (realtime.matches()) {
            int from = realtime.group(1).equals("MIN") ? FIRST_REALTIME : LAST_REALTIME;
            int number = from + (realtime.group(2) == null ? 0 : Integer.parseInt(realtime.group(2)));
            return number >= FIRST_REALTIME && number <= LAST_REALTIME ? number : TERM;
        }
        boolean isNumber = name.matches("\\d{1,2}") && Integer.parseInt(name) >= 1 && Integer.parseInt(name) <= 64;
        return isNumber ? Integer.parseInt(name) : TERM;
    }
}
