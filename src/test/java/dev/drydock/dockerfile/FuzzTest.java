package dev.drydock.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FuzzTest {

    private static final int INPUTS = 10_000;

    @Test
    @Timeout(120)
    void whateverComesInOnlyABuildFailureComesOut() {
        var seeds = Corpus.files("corpus").stream().map(Corpus::read).toList();
        var random = new Random(20261123);
        for (int i = 0; i < INPUTS; i++) {
            byte[] data = FuzzTarget.mutate(seeds, random);
            assertThatCode(() -> FuzzTarget.run(data))
                    .as(() -> new String(data, UTF_8))
                    .doesNotThrowAnyException();
        }
    }
}
