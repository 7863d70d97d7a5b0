package dev.drydock.sandbox.supervise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which paths of a chroot are answered from outside it, and what they are there. */
final class ServedPaths {

    private static final List<String> DEVICES =
            List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx");

    private static final Map<String, String> STREAMS = Map.of(
            "/dev/stdin", "/proc/self/fd/0",
            "/dev/stdout", "/proc/self/fd/1",
            "/dev/stderr", "/proc/self/fd/2",
            "/dev/fd", "/proc/self/fd");

    /** Files that Docker keeps from being read; here they are empty. */
    private static final List<String> MASKED = List.of(
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/timer_list",
            "/proc/timer_stats");

    private ServedPaths() {}

    /** Devices, and what a process has in its own part of /proc; the rest is the machine's. */
    static boolean isWritable(String host) {
        return host.startsWith("/dev/") || host.matches("/proc/\\d+/.*");
    }

    /** Whether a path may be one of them, by its first bytes. */
    static boolean mayBe(byte second, byte third, byte fourth) {
        return second == 'p' && third == 'r' && fourth == 'o'
                || second == 'd' && third == 'e' && fourth == 'v'
                || second == 's' && third == 'y' && fourth == 's';
    }

    /**
     * Where the path leads for the worker.
     *
     * @param path absolute, as the process wrote it
     * @param pid of the thread that asks; of its process
     * @return null if it is a path of the chroot
     */
    static @Nullable String of(String path, int pid, int process) {
        if (path.equals("/dev/pts/ptmx")) {
            return "/dev/ptmx";
        }
        if (DEVICES.contains(path) || path.startsWith("/dev/pts/") && path.length() > "/dev/pts/".length()) {
            return path;
        }
        String stream = STREAMS.get(path);
        if (stream != null) {
            return own(stream, pid, process);
        }
        if (path.startsWith("/dev/fd/")) {
            return own("/proc/self/fd/" + path.substring("/dev/fd/".length()), pid, process);
        }
        if (path.equals("/proc") || path.startsWith("/proc/")) {
            return own(path, pid, process);
        }
        return path.equals("/sys") || path.startsWith("/sys/") ? path : null;
    }

    /** In /proc, "self" is the process that asks, not the worker. */
    private static String own(String path, int pid, int process) {
        if (path.equals("/proc/self") || path.startsWith("/proc/self/")) {
            return "/proc/" + process + path.substring("/proc/self".length());
        }
        if (path.equals("/proc/thread-self") || path.startsWith("/proc/thread-self/")) {
            return "/proc/" + process + "/task/" + pid + path.substring("/proc/thread-self".length());
        }
        if (MASKED.contains(path)) {
            return "/dev/null";
        }
        for (String link : List.of("mounts", "net")) {
            if (path.equals("/proc/" + link) || path.startsWith("/proc/" + link + "/")) {
                return "/proc/" + process + path.substring("/proc".length());
            }
        }
        return path;
    }
}
