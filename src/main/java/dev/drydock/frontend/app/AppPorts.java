package dev.drydock.frontend.app;

import dev.drydock.frontend.value.InstructionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports as EXPOSE has them: {@code 8080}, {@code 53/udp}, {@code 8000-8010}. */
public final class AppPorts {

    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?");

    private AppPorts() {}

    /**
     * Each on its own, with its protocol.
     *
     * @throws InstructionProblem naming the one that is none
     */
    public static List<String> parse(List<String> written) {
        List<String> ports = new ArrayList<>();
        for (String word : written) {
            Matcher port = PORT.matcher(word.trim().toLowerCase(Locale.ROOT));
            if (!port.matches()) {
                throw refused(word);
            }
            int first = Integer.parseInt(port.group(1));
            int last = port.group(2) == null ? first : Integer.parseInt(port.group(2));
            if (first > last || last > 65535 || first == 0) {
                throw refused(word);
            }
            String protocol = port.group(3) == null ? "tcp" : port.group(3);
            for (int number = first; number <= last; number++) {
                ports.add(number + "/" + protocol);
            }
        }
        return ports;
    }

    private static InstructionProblem refused(String word) {
        return new InstructionProblem("<ports>: '" + word + "' is not a port", "Write 8080, 53/udp or 8000-8010.");
    }
}
