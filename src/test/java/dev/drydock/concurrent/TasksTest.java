package dev.drydock.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TasksTest {

    private final ExecutorService shared = Executors.newFixedThreadPool(2, DaemonThreads.named("test"));

    @AfterEach
    void end() {
        shared.shutdownNow();
    }

    @Test
    void resultsComeInTheOrderOfTheTasks() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        List<Callable<Integer>> tasks = List.of(
                () -> {
                    second.await();
                    return 1;
                },
                () -> {
                    second.countDown();
                    return 2;
                });
        assertThat(Tasks.run("test", 2, tasks)).containsExactly(1, 2);
        assertThat(Tasks.runOn(shared, tasks)).containsExactly(1, 2);
    }

    @Test
    void oneTaskAloneIsTheCallers() throws Exception {
        Callable<Thread> alone = Thread::currentThread;
        assertThat(Tasks.run("test", 2, List.of(alone))).containsExactly(Thread.currentThread());
        assertThat(Tasks.runOn(shared, List.of(alone))).containsExactly(Thread.currentThread());
        assertThat(Tasks.runOn(shared, List.<Callable<Thread>>of())).isEmpty();
    }

    @Test
    void theFirstFailureInterruptsTheOthersAndIsThrownWhenTheyHaveEnded() {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        Callable<Integer> slow = () -> {
            try {
                running.countDown();
                Thread.sleep(60_000);
                return 1;
            } finally {
                Thread.sleep(100);
                ended.set(true);
            }
        };
        Callable<Integer> failing = () -> {
            running.await();
            throw new IOException("broken");
        };
        assertThatThrownBy(
                        () -> Tasks.runOn(shared, List.of(slow, failing, late::incrementAndGet, late::incrementAndGet)))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(ended).isTrue();
        int begun = late.get();
        assertThatThrownBy(() -> Tasks.run("test", 2, List.of(slow, failing))).hasMessage("broken");
        assertThat(late).hasValue(begun);
    }

    @Test
    void anInterruptionOfTheCallerEndsAll() {
        Callable<Integer> slow = () -> {
            Thread.sleep(60_000);
            return 1;
        };
        for (List<Callable<Integer>> tasks : List.of(List.of(slow), List.of(slow, slow))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Tasks.runOn(shared, tasks)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Tasks.run("test", 2, tasks)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }
}
