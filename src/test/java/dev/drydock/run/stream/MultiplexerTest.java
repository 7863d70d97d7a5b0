package dev.drydock.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MultiplexerTest {

    private static final int WINDOW = Multiplexer.WINDOW;

    /** Two ends whose frames arrive at once, on the thread that sends them. */
    private static final class Ends {
        private final Multiplexer here = new Multiplexer(new To(() -> this.there));
        private final Multiplexer there = new Multiplexer(new To(() -> this.here));
    }

    private interface Other {
        Multiplexer get();
    }

    private record To(Other other) implements Frames {
        @Override
        public void data(int stream, byte[] bytes) throws IOException {
            other.get().data(stream, bytes);
        }

        @Override
        public void end(int stream, String failure) {
            other.get().end(stream, failure);
        }

        @Override
        public void more(int stream, int count) throws IOException {
            other.get().more(stream, count);
        }
    }

    private final Ends ends = new Ends();

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<Void> later(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void whatIsWrittenIsReadWhateverItsSize() throws Exception {
        for (int size : List.of(0, 1, 65_536, 65_537, WINDOW, WINDOW + 1, 5 * WINDOW + 3)) {
            int number = ends.here.next();
            var reader = ends.here.reader(number);
            byte[] sent = random(size);
            var sending = later(() -> {
                try (var writer = ends.there.writer(number)) {
                    writer.write(sent);
                }
            });
            try (reader) {
                assertThat(reader.readAllBytes()).isEqualTo(sent);
            }
            sending.get();
        }
    }

    @Test
    void aStreamNobodyReadsHoldsUpItsWriterAndNoOther() throws Exception {
        var unread = ends.here.reader(ends.here.next());
        var stuck = later(() -> {
            try (var writer = ends.there.writer(1)) {
                writer.write(random(WINDOW + 1));
            }
        });
        assertThatThrownBy(() -> stuck.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        int other = ends.here.next();
        try (var reader = ends.here.reader(other);
                var writer = ends.there.writer(other)) {
            writer.write(7);
            assertThat(reader.read()).isEqualTo(7);
        }
        assertThat(unread.readAllBytes()).hasSize(WINDOW + 1);
        stuck.get();
    }

    @Test
    void whoStopsReadingDoesNotHoldUpTheWriter() throws Exception {
        int number = ends.here.next();
        var reader = ends.here.reader(number);
        var writer = ends.there.writer(number);
        writer.write(random(1000));
        assertThat(reader.read()).isGreaterThanOrEqualTo(0);
        reader.close();
        writer.write(random(3 * WINDOW));
        writer.close();
        assertThatThrownBy(reader::read).hasMessage("the stream is closed");
    }

    @Test
    void aWriterThatGivesUpSaysWhyAfterWhatItHadSent() throws Exception {
        int number = ends.here.next();
        var reader = ends.here.reader(number);
        var writer = ends.there.writer(number);
        writer.write(5);
        writer.abort("/x: no such file");
        assertThat(reader.read()).isEqualTo(5);
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("/x: no such file");
    }

    @Test
    void whenTheConnectionIsLostBothReadersAndWritersFail() throws Exception {
        var reader = ends.here.reader(ends.here.next());
        var writer = ends.here.writer(1);
        writer.write(random(WINDOW));
        var reading = new CompletableFuture<Throwable>();
        var writing = new CompletableFuture<Throwable>();
        start(reading, reader::read);
        start(writing, () -> writer.write(1));
        ends.here.fail(new IOException("gone"));
        assertThat(reading.get()).hasMessage("gone");
        assertThat(writing.get()).hasMessage("gone");
        assertThatThrownBy(() -> ends.here.reader(9).read()).hasMessage("gone");
        assertThatThrownBy(() -> ends.here.writer(9).write(1)).hasMessage("gone");
    }

    private static void start(CompletableFuture<Throwable> failure, Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void anEndThatSendsMoreThanItMayIsFoundOut() throws Exception {
        var reader = ends.here.reader(ends.here.next());
        ends.here.data(1, random(WINDOW));
        assertThatThrownBy(() -> ends.here.data(1, new byte[1])).hasMessage("more was sent than was asked for");
        assertThat(reader.readNBytes(WINDOW)).hasSize(WINDOW);
        ends.here.end(1, "");
        assertThatThrownBy(() -> ends.here.data(1, new byte[1])).hasMessage("more was sent than was asked for");
    }

    @Test
    void anEndThatClaimsToHaveReadWhatItWasNotSentIsFoundOut() throws Exception {
        List<Integer> told = new ArrayList<>();
        var alone = new Multiplexer(new Frames() {
            @Override
            public void data(int stream, byte[] bytes) {}

            @Override
            public void end(int stream, String failure) {}

            @Override
            public void more(int stream, int count) {
                told.add(count);
            }
        });
        var writer = alone.writer(1);
        writer.write(random(10));
        for (long count : new long[] {11, 0, -1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> alone.more(1, count)).hasMessage("more was read than was sent");
        }
        alone.more(1, 10);
        assertThat(told).isEmpty();
    }

    @Test
    void whatComesForStreamsThereAreNotIsDropped() throws Exception {
        ends.here.data(77, new byte[3 * WINDOW]);
        ends.here.end(77, "x");
        ends.here.more(77, -5);
    }
}
