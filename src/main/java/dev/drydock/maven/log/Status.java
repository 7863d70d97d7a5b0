package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import dev.drydock.progress.BuildLog.Ongoing;
import dev.drydock.startup.StartUp;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows people who wait that something is going on, and lets lines of the log pass: whatever it shows, a line it is given
 * reaches the log whole. Used by several threads at once.
 */
@StartUp
public interface Status {

    /** How much a line matters. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Parts of lines that may have a colour of their own. */
    enum Paint {
        /** The step that a line is about. */
        STEP,
        GOOD,
        BAD
    }

    /** Passes a line on to the log. */
    void tell(Log log, Level level, String line);

    /** The text in a colour, where there are colours. */
    String painted(Paint paint, String text);

    /**
     * A step begins.
     *
     * @param key the object by which it is told to have ended
     * @param what the step as the log names it
     */
    void begins(Object key, String what);

    /** The step has printed something. */
    void heard(Object key);

    void ends(Object key);

    /** Begins to show something that is neither step nor transfer, such as "unpacking debian"; it ends when the result is closed. */
    Ongoing ongoing(String what);

    /** @param done equals total when the transfer is over, whatever way */
    void moved(Digest blob, boolean upload, long done, long total);

    /**
     * Lines told from now on may be folded away under this title, where the place that shows the log can do that.
     *
     * @param title a few words on one line
     */
    void fold(String title);

    /** Lines told from now on shall be seen. */
    void unfold();

    /** The goal is about to end, after which others print: nothing may stay on the screen but lines of the log. */
    void rest();
}
