package dev.drydock.run;

import dev.drydock.startup.StartUp;

/** Starts workers. */
@StartUp
interface WorkerLauncher {

    /**
     * Starts one and waits until it is ready.
     *
     * @throws dev.drydock.failure.BuildFailure if nothing works here, with all that was tried
     * @throws InterruptedException if interrupted; what was started has ended then
     */
    WorkerConnection connect(boolean inheritIo) throws InterruptedException;

    /** Tells, once, which way of isolating processes was taken; to be called when a worker is put to use. */
    void tellChoice();

    /**
     * To be called when all workers have ended.
     *
     * @param whole whether one of them has run a command and made a layer of what it changed
     */
    void workersEnded(boolean whole);
}
