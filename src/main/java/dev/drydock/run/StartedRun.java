package dev.drydock.run;

import java.time.Duration;
import java.util.Optional;

/** A process that runs while its starter does something else. Whoever started it has to await its end. */
public interface StartedRun {

    /**
     * Waits for its end.
     *
     * @throws dev.drydock.failure.BuildFailure if it could not be run
     * @throws InterruptedException if interrupted; the process is killed
     */
    RunResult await() throws InterruptedException;

    /**
     * Waits until its process has ended and what it changed is known. The layer of the result is complete as {@link #await} has it, or
     * uncompressed while it is still being compressed; its file belongs to the caller.
     *
     * @throws dev.drydock.failure.BuildFailure if it could not be run
     * @throws InterruptedException if interrupted; the process is killed
     */
    RunResult changes() throws InterruptedException;

    /**
     * Starts a process on what this one will have left, as soon as it has succeeded: while that is read back as a layer. It fails if
     * this one does. To be called once at most.
     *
     * @param request its layers are those below this run
     * @return empty if this cannot be done here
     */
    default Optional<StartedRun> startNext(RunRequest request, RunListener listener) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Waits so long at most.
     *
     * @return whether it has ended, or could not be run
     */
    boolean ends(Duration within) throws InterruptedException;

    /** Sends the process a signal, by its number on Linux; it gets those it listens to. */
    void signal(int number);

    /** Ends the process, and whatever it started, at once; or what is done with its changes. */
    void kill();
}
