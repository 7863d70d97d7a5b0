package dev.drydock.http;

import java.net.http.HttpClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for the connections of an HTTP client. Before Java 21 a client cannot be closed: its thread stays
 * until the client is collected, in a Maven daemon for long, and when the JVM ends it is waited for in vain for 0.3 s, because
 * it sits in a system call. It ends when it is interrupted.
 *
 * @param thread null if it was not found
 */
record SelectorThread(@Nullable Thread thread) {

    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

    /**
     * Finds the thread of this client by the number the client is shown with, which the JDK's own tests rely on; should that
     * change, the thread ends as late as it always has.
     */
    static SelectorThread of(HttpClient client) {
        Matcher number = NUMBER.matcher(client.toString());
        if (!number.find()) {
            return new SelectorThread(null);
        }
        String name = "HttpClient-" + number.group(1) + "-SelectorManager";
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        if (group != null) {
            Thread[] threads = new Thread[group.activeCount() + 50];
            int count = group.enumerate(threads);
            for (int i = 0; i < count; i++) {
                if (threads[i].getName().equals(name)) {
                    return new SelectorThread(threads[i]);
                }
            }
        }
        return new SelectorThread(null);
    }

    /** Ends the thread, and with it the connections. */
    void end() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
