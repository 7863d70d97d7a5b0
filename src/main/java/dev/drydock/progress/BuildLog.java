package dev.drydock.progress;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Moments of a build, told as they happen. Calls come from several threads at once; an implementation must be quick,
 * must not throw and must not call back into the build.
 */
@StartUp
public interface BuildLog {

    /**
     * A step of the plan as the log names it.
     *
     * @param stage name of its stage, or its number; empty in a build of one stage
     * @param number counted from 1 within the stage
     * @param total steps of that stage
     * @param text the instruction on one line, shortened by whoever prints it
     */
    record StepName(String stage, int number, int total, String text) {}

    /**
     * A step that has to be executed begins, with all that it had to wait for at hand; ends with exactly one of finished and
     * failed. One that fails while it waits has not begun.
     */
    void stepStarted(StepName step);

    /** A line a RUN printed, without its line end. */
    void stepOutput(StepName step, String line);

    /**
     * @param took by itself: not the time it waited for layers to be pulled or unpacked, for another step or another build
     * @param bytes compressed size of the layer it made; 0 for none
     */
    void stepFinished(StepName step, Duration took, long bytes);

    /** A step whose stored result was used; no started, finished or failed goes with it. */
    void stepCached(StepName step);

    /** @param output all that the step printed, to be shown again */
    void stepFailed(StepName step, String reason, String output);

    /** The reference now means this digest. */
    void resolved(Reference reference, Digest digest);

    /**
     * Layers were brought to this machine; told once of an image, when no more of it are on their way.
     *
     * @param image whose layers they are; null for results of steps that other machines have shared
     * @param bytes that came, compressed
     */
    void pulled(@Nullable Reference image, long bytes, Duration took);

    /**
     * Layers were unpacked, so that a process can run on them; those that already were do not count.
     *
     * @param image whose layers they are; null for others
     */
    void unpacked(@Nullable Reference image, Duration took);

    /**
     * Something that may take long begins, which is neither a step nor the transfer of a blob.
     *
     * @param what as people read it behind "still", such as "unpacking debian:bookworm"
     * @return to be closed when it ends
     */
    Ongoing ongoing(String what);

    /** Something under way, which ends when it is closed. */
    interface Ongoing extends AutoCloseable {

        /** Nothing. */
        Ongoing NONE = new Ongoing() {
            @Override
            public void close() {}
        };

        @Override
        void close();
    }

    /** Bytes of a blob going from ({@code upload} false) or to a registry; comes often, the last call has done = total. */
    void transfer(Descriptor blob, boolean upload, long done, long total);

    /** A transfer of which something was told is given up. */
    void transferFailed(Descriptor blob, boolean upload);

    /** A blob that need not be sent, or fetched, and why ("exists", "mounted from …"). */
    void transferSkipped(Descriptor blob, String why);

    /** Something about this build that everybody sees and nobody need act on. */
    void note(String message);

    /** Something the user should know and may want to change. */
    void warning(String message);

    /** Details for those who asked for them ({@code mvn -X}). */
    void debug(String message);

    /** A log that keeps silent. */
    BuildLog NONE = new SilentBuildLog();
}
