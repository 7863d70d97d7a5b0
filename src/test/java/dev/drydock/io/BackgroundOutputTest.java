package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundOutputTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 18, (1 << 18) + 1, 5_000_000})
    void everythingIsWrittenInItsOrder(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var written = new ByteArrayOutputStream();
        try (var out = new BackgroundOutput(written)) {
            for (int at = 0; at < size; at += 70_001) {
                out.write(bytes, at, Math.min(70_001, size - at));
            }
            out.flush();
            assertThat(written.toByteArray()).isEqualTo(bytes);
            out.write(7);
            out.flush();
        }
        assertThat(written.size()).isEqualTo(size + 1);
    }

    @Test
    void aFailureOfTheFileIsThrownToTheWriter() throws IOException {
        var closed = new boolean[1];
        var out = new BackgroundOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertThatThrownBy(() -> {
                    out.write(new byte[50 << 20], 0, 50 << 20);
                    out.flush();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        out.close();
        assertThat(closed).containsExactly(true);
    }

    @Test
    void nothingIsWrittenAfterClose() throws IOException {
        var closed = new AtomicBoolean();
        var late = new AtomicBoolean();
        var out = new BackgroundOutput(new OutputStream() {
            @Override
            public void write(int b) {
                late.compareAndSet(false, closed.get());
            }

            @Override
            public void close() {
                closed.set(true);
            }
        });
        out.write(new byte[2 << 20], 0, 2 << 20);
        out.close();
        assertThat(closed).isTrue();
        assertThat(late).isFalse();
    }
}
