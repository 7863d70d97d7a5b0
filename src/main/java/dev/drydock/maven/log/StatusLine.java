package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import dev.drydock.progress.BuildLog.Ongoing;
import dev.drydock.startup.StartUp;
import java.io.Console;
import java.io.PrintWriter;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Shows people who wait that something is going on. On a terminal that somebody watches, one line at its foot: how far the
 * transfers under way are, and which steps have printed nothing for a while. Elsewhere, as in batch mode and where several
 * modules share the terminal, a line of the log for each of them after every minute in which nothing else was told.
 */
@StartUp
public class StatusLine {

    private static final long SECOND = 1_000_000_000L;
    private static final long REDRAWN_AFTER = SECOND / 5;
    private static final long TOLD_AFTER = 60 * SECOND;
    private static final int WIDTH = 79;
    private static final String WIPE = "\r\u001b[2K";

    private final @Nullable PrintWriter terminal;
    private final @Nullable Log plain;
    private final String prefix;

    /** Null before anything has begun. This and what follows is guarded by this object. */
    private @Nullable WorkUnderWay goingOn;

    private @Nullable Watcher watcher;
    private long drawn;
    private long told;
    private boolean shown;

    /**
     * @param terminal where to draw, not closed; null for none
     * @param plain the log to tell instead; null, with no terminal either, keeps silent
     * @param prefix put before each line of the log
     */
    StatusLine(@Nullable PrintWriter terminal, @Nullable Log plain, String prefix) {
        this.terminal = terminal;
        this.plain = plain;
        this.prefix = prefix;
    }

    /** @param watched whether a person may be looking at the terminal, if there is one */
    public static StatusLine of(boolean watched, Log log, String prefix) {
        Console console = watched ? System.console() : null;
        return console != null && isTerminal(console)
                ? new StatusLine(console.writer(), null, prefix)
                : new StatusLine(null, log, prefix);
    }

    /** Since Java 22 there may be a console that is no terminal, and a method to ask it; before, there was none of either. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** In nanoseconds of no particular beginning. */
    long now() {
        return System.nanoTime();
    }

    /** @param done equals total when the transfer is over, whatever way */
    synchronized void moved(Digest blob, boolean upload, long done, long total) {
        if (done < total || goingOn != null) {
            awake().moved(blob, upload, done, total);
        }
        watchOrRest();
        if (now() - drawn >= REDRAWN_AFTER) {
            draw();
        }
    }

    /**
     * Something begins that is no transfer.
     *
     * @param key the object by which it is told to have ended
     * @param what a step as the log names it, or what is going on, as in "unpacking debian"
     */
    synchronized void begins(Object key, String what, boolean step) {
        awake().begins(key, what, step, now());
        watchOrRest();
    }

    /** Begins to show something; it ends when the result is closed. */
    Ongoing ongoing(String what) {
        return WorkUnderWay.within(this, what);
    }

    /** The step has printed something. */
    synchronized void heard(Object key) {
        if (goingOn != null) {
            goingOn.heard(key, now());
        }
    }

    synchronized void ends(Object key) {
        if (goingOn != null) {
            goingOn.ends(key);
        }
        watchOrRest();
    }

    /** Makes room for a line of the log, which is news enough for a while. */
    synchronized void printing() {
        told = now();
        wipe();
    }

    private boolean idle() {
        return goingOn == null || goingOn.isNothing();
    }

    /** A minute of silence begins, at the earliest, when something to be silent about does. */
    private WorkUnderWay awake() {
        if (idle()) {
            told = now();
        }
        WorkUnderWay now = goingOn == null ? new WorkUnderWay() : goingOn;
        goingOn = now;
        return now;
    }

    private void watchOrRest() {
        if (!idle()) {
            watch();
            return;
        }
        wipe();
        notifyAll();
    }

    /** Called with this object locked. */
    void watch() {
        boolean seen = terminal != null || plain != null && plain.isInfoEnabled();
        if (seen && watcher == null) {
            Watcher started = new Watcher();
            watcher = started;
            started.setDaemon(true);
            started.start();
        }
    }

    private final class Watcher extends Thread {

        Watcher() {
            super("drydock-status");
        }

        @Override
        public void run() {
            look();
        }
    }

    /** The thread that sees time go by: there is one as long as something goes on. */
    private synchronized void look() {
        try {
            long due = terminal != null ? SECOND : TOLD_AFTER;
            while (!idle()) {
                wait(1 + due / 1_000_000);
                due = idle() ? 0 : tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watcher = null;
    }

    /**
     * Shows or tells what is due.
     *
     * @return after how many nanoseconds something may be due again
     */
    synchronized long tick() {
        if (terminal != null) {
            draw();
            return SECOND;
        }
        long left = told + TOLD_AFTER - now();
        if (left > 0) {
            return left;
        }
        if (plain != null && goingOn != null) {
            for (String line : goingOn.lines(now())) {
                plain.info(prefix + line);
            }
        }
        told = now();
        return TOLD_AFTER;
    }

    private void draw() {
        if (terminal == null || goingOn == null) {
            return;
        }
        String line = goingOn.line(now(), WIDTH);
        drawn = now();
        if (line.isEmpty()) {
            wipe();
            return;
        }
        terminal.print(WIPE + line);
        terminal.flush();
        shown = true;
    }

    private void wipe() {
        if (shown && terminal != null) {
            terminal.print(WIPE);
            terminal.flush();
            shown = false;
        }
    }
}
