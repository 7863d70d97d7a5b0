package dev.drydock.maven.log;

import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Signs of life in plain lines: after every minute in which nothing else was told, a line of the log for each thing that
 * still goes on. For batch mode, CI logs, and modules that share the terminal.
 */
@StartUp
public class Heartbeat extends WatchedStatus {

    private static final long TOLD_AFTER = 60_000_000_000L;

    private final Log log;
    private final String prefix;
    private long told;

    /** @param prefix put before each line */
    public Heartbeat(Log log, String prefix) {
        this.log = log;
        this.prefix = prefix;
    }

    @Override
    protected boolean isSeen() {
        return log.isInfoEnabled();
    }

    /** A minute of silence begins, at the earliest, when something to be silent about does. */
    @Override
    protected void wakes() {
        told = now();
    }

    @Override
    protected void sleeps() {}

    @Override
    public void tell(Log log, Level level, String line) {
        if (level != Level.DEBUG) {
            synchronized (this) {
                told = now();
            }
        }
        write(log, level, line);
    }

    @Override
    public String painted(Paint paint, String text) {
        return text;
    }

    @Override
    public void fold(String title) {}

    @Override
    public void unfold() {}

    @Override
    public void rest() {}

    @Override
    protected synchronized long tick() {
        long left = told + TOLD_AFTER - now();
        if (left > 0) {
            return left;
        }
        for (String line : lines(tasks(), now())) {
            log.info(prefix + line);
        }
        told = now();
        return TOLD_AFTER;
    }

    /** A line for each, with how long it has been going on; one for all transfers in the same direction. */
    static List<String> lines(List<Task> tasks, long now) {
        List<String> lines = new ArrayList<>();
        for (Task task : tasks) {
            String time = Wording.seconds(now - task.began());
            if (task.kind() == Task.Kind.STEP) {
                lines.add(task.what() + "  still running, " + time);
            } else if (!task.kind().isTransfer()) {
                lines.add("still " + task.what() + ", " + time);
            }
        }
        addTransfers(lines, tasks, Task.Kind.FETCH, "fetching");
        addTransfers(lines, tasks, Task.Kind.SEND, "sending");
        return lines;
    }

    private static void addTransfers(List<String> lines, List<Task> tasks, Task.Kind kind, String verb) {
        long done = 0;
        long total = 0;
        int blobs = 0;
        for (Task task : tasks) {
            if (task.kind() == kind) {
                done += task.done();
                total += task.total();
                blobs++;
            }
        }
        if (blobs > 0) {
            lines.add("still " + verb + " " + blobs + (blobs == 1 ? " blob: " : " blobs: ") + Wording.size(done)
                    + " of " + Wording.size(total));
        }
    }
}
