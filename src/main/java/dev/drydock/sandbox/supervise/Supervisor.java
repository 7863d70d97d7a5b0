package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.SystemCall;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Listens to the processes under one filter until the last of them has ended; see seccomp_unotify(2). Answers come from several
 * threads, as each process waits for its own.
 */
public final class Supervisor {

    private static final long RECEIVE = 0xC0502100L;
    private static final long SEND = 0xC0182101L;
    private static final long SET_FLAGS = 0x40082104L;
    private static final long WAKE_UP_ON_THIS_CPU = 1;
    private static final int POLL_INPUT = 1;
    private static final int MOST_THREADS = 4;

    /** Kernels before 6.11 let whoever waits for a question wait for ever when nobody is left to ask. */
    private static final boolean TELLS_THE_END = isAtLeast(System.getProperty("os.version", ""), 6, 11);

    private final OpenFile listener;
    private final Supplier<CallAnswers> answers;
    private final Object turn = new Object();
    private final AtomicInteger threads;
    private boolean ended;

    private Supervisor(OpenFile listener, Supplier<CallAnswers> answers, int threads) {
        this.threads = new AtomicInteger(threads);
        this.listener = listener;
        this.answers = answers;
    }

    /**
     * Stands in for the mounts of a chroot.
     *
     * @param listener closed at the end
     */
    public static void start(OpenFile listener, ChrootView view) throws IOException {
        var executables = new OwnExecutables();
        var mounts = MountList.of(view.root());
        start(listener, () -> new ChrootAnswers(listener, view, mounts, executables));
    }

    /**
     * @param listener closed at the end
     * @param answers asked once in each thread, for whom that thread asks
     */
    public static void start(OpenFile listener, Supplier<CallAnswers> answers) {
        int threads = Math.max(2, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        var supervisor = new Supervisor(listener, answers, threads);
        // Kernels before 6.6 do not know it; it only makes the way shorter.
        Calls.call(SystemCall.IOCTL, listener.descriptor(), SET_FLAGS, WAKE_UP_ON_THIS_CPU, 0);
        for (int i = 0; i < threads; i++) {
            var thread = new Thread(supervisor::serve, "supervisor");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** @param release such as {@code 6.1.0-35-amd64} */
    static boolean isAtLeast(String release, int major, int minor) {
        var numbers = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*").matcher(release);
        if (!numbers.matches()) {
            return false;
        }
        int first = Integer.parseInt(numbers.group(1));
        return first > major || first == major && Integer.parseInt(numbers.group(2)) >= minor;
    }

    private void serve() {
        var request = new NativeMemory(Notification.SIZE);
        var response = new NativeMemory(Notification.RESPONSE_SIZE);
        var events = new NativeMemory(24);
        var own = answers.get();
        while (receive(request, events)) {
            var answer = answer(own, request);
            if (!answer.isSent()) {
                response.putLong(0, request.getLong(0));
                response.putLong(8, answer.value());
                response.putInt(16, answer.error());
                response.putInt(20, answer.flags());
                // Fails only if the process was killed meanwhile.
                Calls.call(SystemCall.IOCTL, listener.descriptor(), SEND, response.address(), 0);
            }
        }
        // Its number must not mean another file while one of the others still uses it.
        if (threads.decrementAndGet() == 0) {
            listener.close();
        }
    }

    /** A process that got no answer would wait for ever. */
    private static Answer answer(CallAnswers answers, NativeMemory request) {
        try {
            return answers.to(request);
        } catch (RuntimeException faultOfOurs) {
            return Answer.GO_ON;
        }
    }

    /** @return false at the end */
    private boolean receive(NativeMemory request, NativeMemory events) {
        while (TELLS_THE_END) {
            request.clear(Notification.SIZE);
            long result = Calls.call(SystemCall.IOCTL, listener.descriptor(), RECEIVE, request.address(), 0);
            if (result == 0) {
                return true;
            }
            // Whoever asked may have been killed before the question was handed over; the end is told in the same way.
            if (result != -Errno.EINTR && hasEnded(events)) {
                return false;
            }
        }
        return receiveInTurn(request, events);
    }

    private boolean hasEnded(NativeMemory events) {
        events.putInt(0, listener.descriptor());
        events.putInt(4, POLL_INPUT);
        events.putLong(8, 0);
        events.putLong(16, 0);
        long ready = Calls.call(SystemCall.PPOLL, events.address(), 1, events.address() + 8, 0);
        return ready < 0 || ready > 0 && (events.getInt(4) >>> 16 & POLL_INPUT) == 0;
    }

    /** One thread waits at a time: only waiting for events shows the end. */
    private boolean receiveInTurn(NativeMemory request, NativeMemory events) {
        while (true) {
            synchronized (turn) {
                if (ended) {
                    return false;
                }
                events.putInt(0, listener.descriptor());
                events.putInt(4, POLL_INPUT);
                long ready = Calls.call(SystemCall.PPOLL, events.address(), 1, 0, 0);
                int happened = events.getInt(4) >>> 16;
                if (ready == -Errno.EINTR) {
                    continue;
                }
                if (ready < 0 || (happened & POLL_INPUT) == 0) {
                    ended = true;
                    return false;
                }
                request.clear(Notification.SIZE);
                long result = Calls.call(SystemCall.IOCTL, listener.descriptor(), RECEIVE, request.address(), 0);
                if (result == 0) {
                    return true;
                }
            }
        }
    }
}
