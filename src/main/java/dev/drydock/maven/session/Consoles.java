package dev.drydock.maven.session;

import java.io.Console;

/** Consoles of a JVM, which have not always meant the same. */
public final class Consoles {

    private Consoles() {}

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
}
