package dev.drydock.sandbox.supervise;

/**
 * The outcome of a supervised system call.
 *
 * @param error a negative error number, 0 for none
 * @param flags {@link #LET_GO_ON} or 0
 * @param isSent whether the process has the answer already
 */
public record Answer(long value, int error, int flags, boolean isSent) {

    /** The kernel executes the call as if nobody had been asked. */
    private static final int LET_GO_ON = 1;

    public static final Answer GO_ON = new Answer(0, 0, LET_GO_ON, false);
    public static final Answer SENT = new Answer(0, 0, 0, true);
    public static final Answer ZERO = new Answer(0, 0, 0, false);

    /** @param result as of a system call: a negative one is an error number */
    public static Answer of(long result) {
        return result < 0 ? new Answer(0, (int) result, 0, false) : new Answer(result, 0, 0, false);
    }
}
