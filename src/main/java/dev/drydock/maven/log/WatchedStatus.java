package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import dev.drydock.maven.log.Task.Kind;
import dev.drydock.progress.BuildLog.Ongoing;
import dev.drydock.startup.StartUp;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is under way, and has a thread that looks at the clock as long as anything is. What it knows is guarded by this
 * object; the methods for subclasses are called with it locked.
 */
@StartUp
public abstract class WatchedStatus implements Status {

    /** Null before anything has begun. */
    private @Nullable UnderWay underWay;

    private @Nullable Watcher watcher;

    /** In nanoseconds of no particular beginning. */
    protected long now() {
        return System.nanoTime();
    }

    /** Whether there is anybody to show something to. */
    protected abstract boolean isSeen();

    /** Something begins where nothing was going on. */
    protected abstract void wakes();

    /** Nothing goes on any more. */
    protected abstract void sleeps();

    /**
     * Shows or tells what is due.
     *
     * @return after how many nanoseconds something may be due again
     */
    protected abstract long tick();

    protected final boolean isIdle() {
        return underWay == null || underWay.isNothing();
    }

    /** Tasks under way, in the order they began. */
    protected final List<Task> tasks() {
        return underWay == null ? List.of() : underWay.tasks();
    }

    @Override
    public final synchronized void begins(Object key, String what) {
        begins(key, what, Kind.STEP);
    }

    private synchronized void begins(Object key, String what, Kind kind) {
        awake().begins(key, what, kind, now());
        watch();
    }

    @Override
    public final Ongoing ongoing(String what) {
        Ongoing ongoing = new Ongoing() {
            @Override
            public void close() {
                ends(this);
            }
        };
        begins(ongoing, what, Kind.OTHER);
        return ongoing;
    }

    @Override
    public final synchronized void heard(Object key) {
        if (underWay != null) {
            underWay.heard(key, now());
        }
    }

    @Override
    public final synchronized void ends(Object key) {
        if (!isIdle() && underWay != null) {
            underWay.ends(key);
            restIfIdle();
        }
    }

    @Override
    public final synchronized void moved(Digest blob, boolean upload, long done, long total) {
        if (done < total) {
            awake().moved(blob, upload, done, total, now());
            watch();
        } else if (!isIdle() && underWay != null) {
            underWay.moved(blob, upload, done, total, now());
            restIfIdle();
        }
    }

    private UnderWay awake() {
        if (isIdle()) {
            wakes();
        }
        UnderWay now = underWay == null ? new UnderWay() : underWay;
        underWay = now;
        return now;
    }

    private void restIfIdle() {
        if (isIdle()) {
            sleeps();
            notifyAll();
        }
    }

    /** Sees to it that somebody looks at the clock. */
    protected void watch() {
        if (isSeen() && watcher == null) {
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

    /** The thread that sees time go by. */
    private synchronized void look() {
        try {
            long due = isIdle() || !isSeen() ? 0 : tick();
            while (!isIdle() && isSeen()) {
                wait(1 + due / 1_000_000);
                due = isIdle() || !isSeen() ? 0 : tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watcher = null;
    }

    /** Hands a line to the log. */
    protected static void write(Log log, Level level, String line) {
        // A switch would be another class to load.
        if (level == Level.INFO) {
            log.info(line);
        } else if (level == Level.WARN) {
            log.warn(line);
        } else if (level == Level.ERROR) {
            log.error(line);
        } else {
            log.debug(line);
        }
    }
}
