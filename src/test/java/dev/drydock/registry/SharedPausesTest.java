package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.TestRegistry;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPausesTest {

    @TempDir
    Path directory;

    /** Those that were on their way already may still come; then there is silence, though four transfers run. */
    @Test
    void whenOneIsToldToWaitAllWait() {
        SampleImage image = SampleImage.of(directory, 1, 10, 20, 30, 40, 50, 60, 70, 80);
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), new RecordingLog())) {
            AtomicLong told = new AtomicLong();
            Queue<Long> millisAfter = new ConcurrentLinkedQueue<>();
            registry.setFaults(request -> {
                if (request.method().equals("POST") && told.compareAndSet(0, System.nanoTime())) {
                    return Fault.status(429, "Retry-After: 1");
                }
                if (told.get() != 0) {
                    millisAfter.add((System.nanoTime() - told.get()) / 1_000_000);
                }
                return null;
            });
            client.push(image.request(Reference.parse(registry.hostAndPort() + "/team/app:1")));
            image.assertStored(registry.storage(), "team/app", "1");
            assertThat(millisAfter).noneMatch(millis -> millis > 300 && millis < 950);
        }
    }
}
