package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NamedLockTest {

    @TempDir
    Path temp;

    @Test
    void oneThreadAtATimeHoldsIt() throws Exception {
        Path file = temp.resolve("locks/a");
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                for (int turn = 0; turn < 20; turn++) {
                    try (NamedLock lock = NamedLock.acquire(file)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        for (var each : all) {
            each.get();
        }
        assertThat(most).hasValue(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void differentNamesDoNotWaitForEachOther() throws Exception {
        try (NamedLock one = NamedLock.acquire(temp.resolve("a"));
                NamedLock two = NamedLock.acquire(temp.resolve("b"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void waiterGivesUpWhenInterrupted() throws Exception {
        Path file = temp.resolve("a");
        try (NamedLock held = NamedLock.acquire(file)) {
            assertThat(interrupted(file)).isInstanceOf(InterruptedException.class);
        }
        try (NamedLock again = NamedLock.acquire(file)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void waiterForAnotherProcessGivesUpWhenInterrupted() throws Exception {
        Path file = temp.resolve("a");
        Process holder = holder(file);
        try {
            assertThat(interrupted(file)).isInstanceOf(InterruptedException.class);
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void anotherProcessHoldsItUntilItIsKilled() throws Exception {
        Path file = temp.resolve("a");
        Process holder = holder(file);
        CompletableFuture<NamedLock> mine = CompletableFuture.supplyAsync(() -> {
            try {
                return NamedLock.acquire(file);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(200);
        assertThat(mine).isNotDone();
        holder.destroyForcibly().waitFor();
        mine.get(30, TimeUnit.SECONDS).close();
        assertThat(Files.exists(file)).isFalse();
    }

    private static Throwable interrupted(Path file) throws InterruptedException, ExecutionException {
        var failure = new CompletableFuture<Throwable>();
        Thread waiter = new Thread(() -> {
            try (NamedLock lock = NamedLock.acquire(file)) {
                failure.complete(null);
            } catch (IOException | InterruptedException e) {
                failure.complete(e);
            }
        });
        waiter.start();
        Thread.sleep(100);
        waiter.interrupt();
        return failure.get();
    }

    /** A process that has the lock. */
    private static Process holder(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        place(NamedLock.class) + File.pathSeparator + place(Holder.class),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        assertThat(line).isEqualTo("held");
        return process;
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /** Takes a lock, says so, and keeps it. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (NamedLock lock = NamedLock.acquire(Path.of(args[0]))) {
                System.out.println("held");
                Thread.sleep(60_000);
            }
        }
    }
}
