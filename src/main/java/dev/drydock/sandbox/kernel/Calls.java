package dev.drydock.sandbox.kernel;

/**
 * System calls made many thousand times a second, with numbers and addresses alone. A failed one returns the negative error
 * number, as the kernel has it.
 */
public final class Calls {

    private Calls() {}

    public static long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        long result = RawCalls.syscall(RawCalls.number(call), a, b, c, d, e, f);
        return result == -1 ? -RawCalls.lastError() : result;
    }

    public static long call(SystemCall call, long a, long b, long c, long d) {
        return call(call, a, b, c, d, 0, 0);
    }

    public static void close(int descriptor) {
        call(SystemCall.CLOSE, descriptor, 0, 0, 0);
    }

    /** The architecture whose numbers are used. */
    public static Architecture architecture() {
        return RawCalls.ARCHITECTURE;
    }
}
