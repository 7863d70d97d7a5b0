package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayerListing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container that was taken over can send what it likes. */
@Timeout(30)
class RelayTransferTest {

    private static final int RUN = 3;

    @TempDir
    Path directory;

    /** Messages sent to the container. */
    private final BlockingQueue<WorkerMessage> sent = new LinkedBlockingQueue<>();

    private final RelayTransfer transfer = new RelayTransfer(new OutputStream() {
        @Override
        public void write(int b) {
            throw new IllegalStateException("messages are written as a whole");
        }

        @Override
        public void write(byte[] bytes) {
            try {
                sent.add(WorkerMessage.read(new DataInputStream(new ByteArrayInputStream(bytes))));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    });

    private LayerFile layer(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("blob"), content);
        var blob = new Descriptor("type", Digest.of(content), content.length);
        return new LayerFile(new Layer(blob, Digest.of(new byte[] {9})), file);
    }

    private void begin(LayerFile layer) throws IOException {
        begin(layer, directory);
    }

    private void begin(LayerFile layer, Path capture) throws IOException {
        var request = RunRequest.of(List.of(layer), List.of("true"))
                .capture(new RunRequest.Capture(capture, Compression.GZIP, null))
                .build();
        transfer.write(RUN, request, new WireOutput(new ByteArrayOutputStream()));
    }

    private void receive(int kind, int run, WorkerMessage.Content content) throws IOException {
        transfer.receive(WorkerMessage.of(kind, run, content));
    }

    private void ask(int run, Digest diffId) throws IOException {
        receive(WorkerMessage.FETCH, run, out -> {
            out.number(1);
            out.text(diffId.toString());
        });
    }

    private WorkerMessage next() throws InterruptedException {
        var message = sent.poll(20, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static String text(WorkerMessage message) throws IOException {
        return new WireInput(new ByteArrayInputStream(message.content())).text();
    }

    @Test
    void itGetsTheLayersOfARunThatRunsAndNoOthers() throws Exception {
        var layer = layer(new byte[] {1, 2, 3});
        begin(layer);
        ask(RUN, layer.layer().diffId());
        assertThat(next().content()).containsExactly(1, 2, 3);
        assertThat(text(next())).isEmpty();

        ask(RUN, Digest.of(new byte[] {77}));
        assertThat(text(next())).isEqualTo("no run has such a layer");
        ask(RUN + 1, layer.layer().diffId());
        assertThat(text(next())).isEqualTo("no run has such a layer");
        transfer.end(RUN);
        ask(RUN, layer.layer().diffId());
        assertThat(text(next())).isEqualTo("no run has such a layer");
    }

    @Test
    void itCannotConnectToWhatNoRunMounts() throws Exception {
        begin(layer(new byte[] {1}));
        for (long which : new long[] {0, -1, 1L << 40}) {
            receive(WorkerMessage.CONNECT, RUN, out -> {
                out.number(5);
                out.number(which);
            });
            var refused = next();
            assertThat(refused.kind()).isEqualTo(WorkerMessage.END);
            assertThat(text(refused)).isEqualTo("the socket cannot be connected to");
        }
    }

    private CompletableFuture<RunResult> done(Layer layer) throws IOException {
        var content = new ByteArrayOutputStream();
        var out = new WireOutput(content);
        out.number(0);
        out.flag(true);
        RunCodec.write(layer, out);
        out.number(1024);
        out.number(7);
        out.number(8);
        var result = new CompletableFuture<RunResult>();
        transfer.read(RUN, new WireInput(new ByteArrayInputStream(content.toByteArray())), result);
        return result;
    }

    @Test
    void aLayerIsTakenOnlyAsItWasAnnounced() throws Exception {
        byte[] content = {4, 5, 6};
        var made = layer(content).layer();
        for (byte[] said : new byte[][] {content, {4, 5, 7}, {}, {4, 5, 6, 7}}) {
            begin(layer(new byte[] {1}));
            var result = done(made);
            transfer.receive(new WorkerMessage(WorkerMessage.DATA, 7, said));
            receive(WorkerMessage.END, 7, out -> out.text(""));
            Path index = directory.resolve("index");
            LayerIndexes.write(
                    dev.drydock.layer.LayerIndex.of(new LayerListing(List.of(), List.of(), List.of())), index);
            transfer.receive(new WorkerMessage(WorkerMessage.DATA, 8, Files.readAllBytes(index)));
            receive(WorkerMessage.END, 8, out -> out.text(""));
            Files.delete(index);
            if (said == content) {
                Path file = result.get().layer().file();
                assertThat(file).hasBinaryContent(content);
                Files.delete(file);
            } else {
                assertThatThrownBy(result::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(BuildFailure.class)
                        .hasMessageContaining("the layer is not what it was said to be");
            }
            try (var left = Files.list(directory)) {
                assertThat(left)
                        .extracting(each -> each.getFileName().toString())
                        .containsExactly("blob");
            }
        }
    }

    @Test
    void aLayerThatCannotBeStoredFailsItsRun() throws Exception {
        begin(layer(new byte[] {1}), directory.resolve("gone"));
        var result = done(layer(new byte[] {4, 5, 6}).layer());
        assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("could not be fetched");
    }

    @Test
    void aLayerNobodyAskedForEndsTheConnection() throws Exception {
        var made = layer(new byte[] {1}).layer();
        assertThatThrownBy(() -> done(made)).hasMessage("a layer was sent that nobody asked for");
    }

    @Test
    void whatIsNoMessageIsNotTakenForOne() {
        for (int size : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, (64 << 20) + 1}) {
            byte[] bytes = ByteBuffer.allocate(9).putInt(size).array();
            assertThatThrownBy(() -> WorkerMessage.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no message has a length of " + size);
        }
    }
}
