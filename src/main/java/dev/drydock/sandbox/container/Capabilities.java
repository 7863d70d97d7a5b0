package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Root's powers in a container: Docker's default set, of which nothing beyond can be regained. */
final class Capabilities {

    /** The highest one known; dropping one the kernel does not know fails and is of no consequence. */
    private static final int LAST = 63;

    /**
     * CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD,
     * AUDIT_WRITE, SETFCAP
     */
    private static final int[] KEPT = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31};

    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    private static final int VERSION_3 = 0x20080522;

    private Capabilities() {}

    /** Bounds what this process and all it starts can ever have. Needs CAP_SETPCAP still. */
    static void bound(LaunchProgram program) {
        program.attempt(SystemCall.PRCTL, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        for (int capability = 0; capability <= LAST; capability++) {
            if ((mask() & 1L << capability) == 0) {
                program.attempt(SystemCall.PRCTL, PR_CAPBSET_DROP, capability, 0, 0, 0);
            }
        }
    }

    /** Takes root's own set down to the bound, and inherits nothing. */
    static void reduce(LaunchProgram program) {
        byte[] header = little(8).putInt(VERSION_3).putInt(0).array();
        int set = (int) (mask() & available());
        byte[] sets = little(24).putInt(set).putInt(set).putInt(0).array();
        program.call("drop capabilities", SystemCall.CAPSET, header, sets);
    }

    /** The worker's own, which in a container may be fewer than Docker gives. */
    private static long available() {
        try {
            return Processes.permittedCapabilities();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long mask() {
        return IntStream.of(KEPT).mapToLong(capability -> 1L << capability).sum();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
