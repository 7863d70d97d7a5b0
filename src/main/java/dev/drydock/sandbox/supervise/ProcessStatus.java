package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Which process a thread belongs to, and who that is.
 *
 * @param parent the process that started it, or that has adopted it
 * @param umask mode bits that files it makes do not get
 */
public record ProcessStatus(int process, int parent, long uid, long gid, int umask) {

    /** @param thread its number; where it is gone, it is taken for a process of root's */
    public static ProcessStatus of(int thread) {
        int process = thread;
        int parent = 0;
        long uid = 0;
        long gid = 0;
        int umask = 0;
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Integer.toString(thread), "status"))) {
                String[] words = line.split("\\s+", 3);
                switch (words[0]) {
                    case "Tgid:" -> process = Integer.parseInt(words[1]);
                    case "PPid:" -> parent = Integer.parseInt(words[1]);
                    case "Uid:" -> uid = Long.parseLong(words[1]);
                    case "Umask:" -> umask = Integer.parseInt(words[1], 8);
                    case "Gid:" -> gid = Long.parseLong(words[1]);
                    default -> {}
                }
            }
        } catch (IOException gone) {
            // Who was killed waits for no answer.
            return new ProcessStatus(process, parent, uid, gid, umask);
        }
        return new ProcessStatus(process, parent, uid, gid, umask);
    }

    /** Does something with the rights this process's user has to files, who alone may look into it. Root's are the worker's. */
    long as(LongSupplier action) {
        if (uid == 0) {
            return action.getAsLong();
        }
        // For this thread alone: the calls are made past libc, which would do it for all.
        Calls.call(SystemCall.SETFSGID, gid, 0, 0, 0);
        Calls.call(SystemCall.SETFSUID, uid, 0, 0, 0);
        try {
            return action.getAsLong();
        } finally {
            Calls.call(SystemCall.SETFSUID, 0, 0, 0, 0);
            Calls.call(SystemCall.SETFSGID, 0, 0, 0, 0);
        }
    }

    /** Whether the process was started by that one, or by one it started. */
    boolean descendsFrom(int ancestor) {
        int generations = 0;
        for (var each = this; each.parent > 1 && generations < 1000; each = of(each.parent)) {
            if (each.parent == ancestor) {
                return true;
            }
            generations++;
        }
        return false;
    }
}
