package dev.drydock.io.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.concurrent.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompressionWarmUpTest {

    private static int compressed(byte[] content) {
        byte[] out = new byte[Deflate.bound(content.length)];
        return new Deflate().compress(content, 0, content.length, 0, out);
    }

    @Test
    void theContentMeetsEveryWayOfTheCompressor() {
        var content = new MadeUpContent();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] next = content.next();
            ratios.add((double) compressed(next) / next.length);
        }
        assertThat(ratios.get(0)).as("words").isBetween(0.2, 0.6);
        assertThat(ratios.get(1)).as("numbers").isBetween(0.3, 0.7);
        assertThat(ratios.get(2)).as("cannot be compressed").isGreaterThan(1);
        assertThat(ratios.get(3)).as("few bytes").isLessThan(0.15);
    }

    @Test
    void itEndsWhenThereIsSomethingElseToDo() throws Exception {
        var threads = DaemonThreads.named("test-warm-up");
        try (var goesOn = CompressionWarmUp.begin(Compression.NONE, threads)) {
            assertThat(goesOn.compress(threads)).isGreaterThanOrEqualTo(10 << 20);
        }
        var ended = CompressionWarmUp.begin(Compression.NONE, threads);
        ended.close();
        assertThat(ended.compress(threads)).isZero();
    }

    @Test
    void thereIsNothingToCompileForOtherCompressions() {
        ThreadFactory none = task -> {
            throw new AssertionError("a thread for " + task);
        };
        CompressionWarmUp.begin(Compression.ZSTD, none).close();
        CompressionWarmUp.begin(Compression.NONE, none).close();
    }
}
