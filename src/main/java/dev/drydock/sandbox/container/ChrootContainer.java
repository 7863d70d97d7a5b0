package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.kernel.SocketPair;
import dev.drydock.sandbox.supervise.ChrootView;
import dev.drydock.sandbox.supervise.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A process in a chroot. Its launcher stays, adopts whatever the process and its like leave behind, and tells of each that
 * ends; when the first has ended, all others are killed one after the other until there are none.
 */
final class ChrootContainer implements Container {

    private static final int RECORD = 16;

    private final int first;
    private final CompletableFuture<Integer> end;

    private ChrootContainer(LaunchReport launched, CompletableFuture<Integer> end) {
        this.first = launched.pid();
        this.end = end;
    }

    static Container start(ContainerSpec spec, Path executable, Map<Integer, OpenFile> streams)
            throws IOException, ContainerRefusal {
        var program = ChrootProgram.of(Architecture.current().orElseThrow(), spec);
        var ended = Processes.pipe();
        var writer = ended.writer();
        try (var supervision = SocketPair.open()) {
            var descriptors = new HashMap<>(streams);
            descriptors.put(Supervision.DESCRIPTOR, supervision.other());
            descriptors.put(ChrootProgram.ENDED, writer);
            var launched = LaunchReport.start(program, executable, descriptors, launcher -> {
                writer.close();
                supervision.other().close();
                supervise(spec, supervision, launcher);
            });
            if (launched.failure() != null || launched.pid() == 0) {
                Processes.await(launched.launcher());
            }
            launched.check();
            return new ChrootContainer(launched, watch(launched, ended.reader()));
        } catch (IOException | ContainerRefusal | RuntimeException e) {
            ended.reader().close();
            throw e;
        } finally {
            writer.close();
        }
    }

    /** Before the process executes, which is supervised already; nothing if it does not come so far. */
    private static void supervise(ContainerSpec spec, SocketPair supervision, int launcher) throws IOException {
        var listener = supervision.receive("system calls of " + spec.root().path());
        if (listener != null) {
            Supervisor.start(
                    listener,
                    new ChrootView(
                            spec.root().path(),
                            launcher,
                            spec.confinement().hostname(),
                            spec.confinement().readOnly()));
        }
    }

    /** On a thread of its own: the output of the first process is read to its end, and who is left behind may hold it open. */
    private static CompletableFuture<Integer> watch(LaunchReport launched, OpenFile ended) {
        var end = new CompletableFuture<Integer>();
        var thread = new Thread(
                () -> {
                    try (ended) {
                        end.complete(untilAllHaveEnded(launched, ended));
                    } catch (IOException e) {
                        end.completeExceptionally(new UncheckedIOException(e));
                    }
                },
                "ended");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static int untilAllHaveEnded(LaunchReport launched, OpenFile ended) throws IOException {
        int exitCode = 0;
        boolean firstHasEnded = false;
        var in = ended.input();
        for (byte[] record = in.readNBytes(RECORD); record.length == RECORD; record = in.readNBytes(RECORD)) {
            var numbers = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
            if (numbers.getLong(0) == launched.pid()) {
                exitCode = Processes.exitCode(numbers.getInt(8));
                firstHasEnded = true;
            }
            if (firstHasEnded) {
                // Whoever ends has handed its children on by the time its end is told, so none is missed.
                Processes.children(launched.launcher()).forEach(Processes::kill);
            }
        }
        Processes.await(launched.launcher());
        return exitCode;
    }

    @Override
    public int await() throws IOException {
        try {
            return end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        }
    }

    @Override
    public void signal(int number) {
        if (!end.isDone()) {
            Processes.signal(first, number);
        }
    }

    @Override
    public void kill() {
        if (!end.isDone()) {
            Processes.kill(first);
        }
    }
}
