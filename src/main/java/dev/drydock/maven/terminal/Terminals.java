package dev.drydock.maven.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Locale;

/** Whether Maven prints to a terminal that rows can be drawn on. */
public final class Terminals {

    /** The main class of {@code mvn}. A daemon or an IDE, whose terminal may show something else, has another. */
    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private Terminals() {}

    /** The terminal of this process. */
    public static TerminalStatus of(Console console) {
        return new TerminalStatus(output(), console.charset(), new Look(mavenHasColours()));
    }

    /**
     * Not {@code System.out}, of which Maven 4 makes lines of the log, and a descriptor of our own if the system gives one: when
     * the process is interrupted, Maven 4 closes the standard one before the rows could be taken away.
     */
    private static OutputStream output() {
        try {
            return new FileOutputStream("/dev/stdout", true);
        } catch (FileNotFoundException e) {
            return new FileOutputStream(FileDescriptor.out);
        }
    }

    /**
     * Whether it is certain that somebody looks at Maven's output on this terminal and that nobody else draws on it.
     *
     * @param term the variable {@code TERM}; "" if it is not set
     * @param ci the variable {@code CI}; "" if it is not set
     */
    public static boolean isSuitable(String term, String ci) {
        return isSuitable(
                term,
                ci,
                System.getProperty("os.name", ""),
                System.getProperty("sun.java.command", ""),
                mavenHasColours());
    }

    /** @param colours whether Maven has them: it has none if its log goes to a file, nor with {@code -B} */
    static boolean isSuitable(String term, String ci, String system, String command, boolean colours) {
        return colours
                && command.startsWith(LAUNCHER)
                && !system.toLowerCase(Locale.ROOT).startsWith("windows")
                && !term.isEmpty()
                && !term.equals("dumb")
                && (ci.isEmpty() || ci.equals("false"));
    }

    /** Jansi's switch is what Maven 3 and 4 both let plugins see, and both set. */
    private static boolean mavenHasColours() {
        try {
            return (Boolean) Class.forName("org.fusesource.jansi.Ansi")
                    .getMethod("isEnabled")
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
