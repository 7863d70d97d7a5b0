package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.NativeMemory;

/** Answers the system calls that a filter has asked about, for one thread of the supervisor. */
public interface CallAnswers {

    /** @param request see {@link Notification} */
    Answer to(NativeMemory request);
}
