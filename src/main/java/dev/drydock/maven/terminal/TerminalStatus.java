package dev.drydock.maven.terminal;

import dev.drydock.maven.log.WatchedStatus;
import dev.drydock.maven.session.SharedScreen;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Everything under way in rows at the foot of the terminal, while a goal of Drydock is at work. One for each run of Maven,
 * since there is one terminal. A line for the log has the rows taken away before it, and put back after it.
 */
public class TerminalStatus extends WatchedStatus implements SharedScreen {

    private static final long SECOND = 1_000_000_000L;
    private static final long DRAWN_EVERY = SECOND / 5;

    /** Between lines of the log that come close upon each other the rows stay away, or the terminal would flicker. */
    private static final long DRAWN_BETWEEN_LINES = SECOND / 20;

    private static final long MEASURED_EVERY = 2 * SECOND;

    private final Screen screen;
    private final Look look;
    private boolean visible = true;
    private TerminalSize size = TerminalSize.USUAL;
    private long measured;
    private long drawn;
    private @Nullable Thread atExit;
    private @Nullable InterruptKey interruptKey;

    /** @param terminal not closed */
    TerminalStatus(OutputStream terminal, Charset charset, Look look) {
        this.screen = new Screen(terminal, charset);
        this.look = look;
    }

    TerminalSize measure() {
        return TerminalSize.measure();
    }

    @Override
    protected boolean isSeen() {
        return visible;
    }

    @Override
    public synchronized void tell(Log log, Level level, String line) {
        boolean shown = screen.isDrawn();
        screen.clear();
        write(log, level, line);
        if (shown && now() - drawn >= DRAWN_BETWEEN_LINES) {
            draw();
        }
    }

    @Override
    public String painted(Paint paint, String text) {
        return look.painted(paint, text);
    }

    @Override
    public void fold(String title) {}

    @Override
    public void unfold() {}

    @Override
    public void rest() {
        leave();
    }

    @Override
    public synchronized void leave() {
        visible = false;
        screen.clear();
        notifyAll();
    }

    @Override
    public synchronized void enter() {
        visible = true;
        if (!isIdle()) {
            watch();
        }
    }

    /** A process that is ended from outside, as by Ctrl-C, ends without the rows. */
    @Override
    protected void wakes() {
        if (atExit != null) {
            return;
        }
        Thread hook = new Thread(this::leave, "drydock-terminal");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            atExit = hook;
            interruptKey = InterruptKey.takeFromSystem();
        } catch (IllegalStateException e) {
            visible = false;
        }
    }

    @Override
    protected void sleeps() {
        screen.clear();
        if (interruptKey != null) {
            interruptKey.release();
            interruptKey = null;
        }
        Thread hook = atExit;
        atExit = null;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook does what it is for.
            }
        }
    }

    @Override
    protected synchronized long tick() {
        if (measured == 0 || now() - measured >= MEASURED_EVERY) {
            size = measure();
            measured = now();
        }
        draw();
        return DRAWN_EVERY;
    }

    private void draw() {
        if (visible) {
            screen.draw(View.rows(tasks(), now(), size, look));
            drawn = now();
        }
    }
}
