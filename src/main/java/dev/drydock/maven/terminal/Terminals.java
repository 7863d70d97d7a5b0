package dev.drydock.maven.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Locale;

/** Whether Maven prints to a terminal that rows can be drawn on. */
public final class Terminals {

    /** The main class of {@code mvn}. A daemon or an IDE, whose terminal may show something else, has another. */
    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private Terminals() {}

    /** The terminal of this process. Its writes go to the file descriptor: Maven 4 makes lines of the log of {@code System.out}. */
    public static TerminalStatus of(Console console) {
        return new TerminalStatus(
                new FileOutputStream(FileDescriptor.out), new Look(mavenHasColours(), console.charset()));
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

    /** Since Java 22 there may be a console that is no terminal, and a method to ask it; before, there was none of either. */
    public static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
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
