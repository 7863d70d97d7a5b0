package dev.drydock.solve;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.concurrent.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The results of one stage on their way into the stores, while the stage goes on with the steps above them. They are recorded in
 * the order of the steps, each when it is complete and everything below it is recorded.
 *
 * <pre>
 *   IDLE      all results so far are recorded; one that is complete is recorded by the stage's own thread
 *             add an incomplete one -> SETTLING
 *   SETTLING  a thread settles the first of those waiting, then the next
 *             the last is settled -> IDLE; one fails -> FAILED; close -> DROPPED
 *   FAILED    the first failure counts: those above are dropped, the stage is interrupted and fails with it
 *   DROPPED   the stage has been broken off: what was not recorded by then is not
 * </pre>
 *
 * <p>{@link #add}, {@link #failure}, {@link #finish} and {@link #close} are the stage's, to be called by one thread.
 */
final class StepPipeline implements AutoCloseable {

    /** Something a step has made. */
    interface Result {

        /** Whether it can be recorded without waiting. */
        boolean isComplete();

        /** Waits until it is complete, and records it. */
        void settle() throws IOException, InterruptedException;

        /** Says that it cannot be recorded, and why; it is dropped then. */
        RuntimeException failed(Exception cause);

        /** Ends what still goes on for it: it will not be recorded. */
        void drop() throws IOException;
    }

    private enum State {
        IDLE,
        SETTLING,
        FAILED,
        DROPPED
    }

    private final @Nullable StepPipeline below;
    private final Deque<Result> waiting = new ArrayDeque<>();
    private final Thread stage = Thread.currentThread();
    private State state = State.IDLE;
    private boolean over;
    private boolean interrupting;
    private @Nullable Thread settler;
    private @Nullable Throwable failure;

    /** @param below that of the stage this one starts from, perhaps not at its end; null if there is none */
    StepPipeline(@Nullable StepPipeline below) {
        this.below = below;
    }

    /**
     * Takes the next result of the stage; the steps above may be begun when this returns.
     *
     * @throws IOException if it was recorded at once and that failed; then it is still the caller's
     */
    void add(Result result) throws IOException, InterruptedException {
        if (!waits(result)) {
            result.settle();
        }
    }

    private synchronized boolean waits(Result result) {
        boolean settled = state == State.IDLE && (below == null || below.isSettled());
        if (settled && result.isComplete()) {
            return false;
        }
        if (state == State.FAILED) {
            // The stage is about to be told.
            drop(result);
            return true;
        }
        waiting.add(result);
        if (state == State.IDLE) {
            state = State.SETTLING;
            settler = DaemonThreads.named("drydock-results").newThread(this::settle);
            settler.start();
        }
        return true;
    }

    private synchronized boolean isSettled() {
        return state == State.IDLE;
    }

    private void settle() {
        try {
            if (below != null) {
                below.awaitSettled();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            fail(e);
            return;
        }
        for (Result first = first(); first != null; first = next()) {
            if (isDropped()) {
                fail(new InterruptedException());
                return;
            }
            try {
                first.settle();
            } catch (IOException | InterruptedException | RuntimeException e) {
                fail(isDropped() ? e : first.failed(e));
                return;
            } catch (Error e) {
                fail(e);
                return;
            }
        }
    }

    private synchronized @Nullable Result first() {
        return waiting.peek();
    }

    private synchronized @Nullable Result next() {
        waiting.remove();
        if (waiting.isEmpty() && state == State.SETTLING) {
            state = State.IDLE;
            notifyAll();
        }
        return waiting.peek();
    }

    private synchronized boolean isDropped() {
        return state == State.DROPPED;
    }

    /** The first in the queue cannot be recorded, and so nothing above it. */
    private void fail(Throwable cause) {
        tell(cause);
        for (Result first = first(); first != null; first = next()) {
            drop(first);
        }
    }

    private static void drop(Result result) {
        try {
            result.drop();
        } catch (IOException staysInTemporaryDirectory) {
            // The build fails for another reason, and with it goes the directory.
            return;
        }
    }

    private synchronized void tell(Throwable cause) {
        if (state == State.SETTLING) {
            state = State.FAILED;
            failure = cause;
            interrupting = !over;
            if (interrupting) {
                stage.interrupt();
            }
            notifyAll();
        }
    }

    private synchronized void awaitSettled() throws IOException, InterruptedException {
        while (state == State.SETTLING) {
            wait();
        }
        if (failure != null) {
            throw Tasks.rethrown(failure);
        }
        if (state == State.DROPPED) {
            throw new InterruptedException("what this stands on was broken off");
        }
    }

    /**
     * The stage makes nothing more: waits until everything is recorded.
     *
     * @throws IOException or another exception, of the first that could not be
     */
    void finish() throws IOException, InterruptedException {
        try {
            awaitSettled();
        } catch (InterruptedException e) {
            throwFailure();
            throw e;
        } finally {
            end();
        }
    }

    /** The stage's own thread is not interrupted any more, and keeps no interruption of ours. */
    private synchronized void end() {
        over = true;
        if (interrupting) {
            interrupting = false;
            Thread.interrupted();
        }
    }

    private synchronized void throwFailure() throws IOException, InterruptedException {
        if (failure != null) {
            throw Tasks.rethrown(failure);
        }
    }

    /**
     * A step of the stage has failed. What the steps before it made is recorded all the same, unless the stage was interrupted.
     *
     * @return why the stage fails: for what failed lowest
     */
    Throwable failure(Throwable step) {
        try {
            if (step instanceof InterruptedException) {
                end();
                throwFailure();
            } else {
                finish();
            }
            return step;
        } catch (IOException | InterruptedException | RuntimeException | Error lower) {
            if (lower != step) {
                lower.addSuppressed(step);
            }
            return lower;
        }
    }

    /** Drops what is not recorded; does nothing after {@link #finish}. */
    @Override
    public void close() {
        end();
        Thread settling = broken();
        boolean interrupted = false;
        while (settling != null && settling.isAlive()) {
            try {
                settling.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread broken() {
        if (state == State.SETTLING && settler != null) {
            state = State.DROPPED;
            settler.interrupt();
        }
        return settler;
    }
}
