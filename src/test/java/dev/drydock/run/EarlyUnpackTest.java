package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are unpacked while their blobs come. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlyUnpackTest extends SandboxTest {

    private static final int PIECES = 5;

    private final List<String> unpackedForRun = Collections.synchronizedList(new ArrayList<>());

    /** One no other test has. */
    private LayerFile layer(String text) throws IOException {
        byte[] noise = new byte[300_000];
        new Random(text.hashCode()).nextBytes(noise);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Busybox.layer(scratch(), layer -> {
            layer.add(TarEntry.file("noise", 0644, 0, 0, noise.length, Busybox.OLD), new ByteArrayInputStream(noise));
            layer.add(
                    TarEntry.file("said", 0644, 0, 0, content.length, Busybox.OLD), new ByteArrayInputStream(content));
        });
    }

    /** Writes so many of the pieces of a layer's blob. */
    private static void write(LayerFile layer, GrowingFile file, int from, int to) throws IOException {
        byte[] all = Files.readAllBytes(layer.file());
        byte[] some = Arrays.copyOfRange(all, all.length * from / PIECES, all.length * to / PIECES);
        Files.write(file.path(), some, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        file.grown(some.length);
    }

    private GrowingFile coming(LayerFile layer) throws IOException {
        return new GrowingFile(scratch().resolve("blob"), layer.layer().blob().size());
    }

    private String said(LayerFile layer) throws Exception {
        unpackedForRun.clear();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        RunRequest request = RunRequest.of(List.of(base(), layer), List.of("/bin/cat", "/said"))
                .build();
        engine().run(request, new RunListener() {
            @Override
            public void line(String line) {
                lines.add(line);
            }

            @Override
            public void unpacking(Digest diffId) {
                unpackedForRun.add(diffId.toString());
            }
        });
        return String.join("\n", lines);
    }

    @Test
    void aRunFindsUnpackedWhatCameBeforeIt() throws Exception {
        LayerFile layer = layer("unpacked while it came");
        GrowingFile file = coming(layer);
        try (EarlyUnpack early = engine().unpackEarly(layer.layer(), file)) {
            for (int piece = 0; piece < PIECES; piece++) {
                write(layer, file, piece, piece + 1);
                waitForWork(true);
            }
            file.ended();
            early.keep();
        }
        assertThat(said(layer)).isEqualTo("unpacked while it came");
        assertThat(unpackedForRun).isEmpty();
    }

    @Test
    void aRunThatComesMeanwhileWaits() throws Exception {
        LayerFile layer = layer("waited for");
        GrowingFile file = coming(layer);
        try (EarlyUnpack early = engine().unpackEarly(layer.layer(), file)) {
            write(layer, file, 0, 2);
            waitForWork(true);
            Thread rest = new Thread(() -> {
                try {
                    Thread.sleep(300);
                    write(layer, file, 2, PIECES);
                    file.ended();
                    early.keep();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            rest.start();
            assertThat(said(layer)).isEqualTo("waited for");
            rest.join();
        }
        assertThat(unpackedForRun).isEmpty();
    }

    /** @param pieces that came before the layer was dropped: some, or all of it */
    @ParameterizedTest
    @ValueSource(ints = {3, PIECES})
    void whatIsNotKeptLeavesNothing(int pieces) throws Exception {
        LayerFile layer = layer("dropped after " + pieces);
        GrowingFile file = coming(layer);
        try (EarlyUnpack early = engine().unpackEarly(layer.layer(), file)) {
            write(layer, file, 0, pieces);
            if (pieces == PIECES) {
                file.ended();
            }
            waitForWork(true);
        }
        waitForWork(false);
        assertThat(said(layer)).isEqualTo("dropped after " + pieces);
        assertThat(unpackedForRun).containsExactly(layer.layer().diffId().toString());
    }

    /** The bytes that came first are a readable layer, too, but another one. */
    @Test
    void aDownloadThatBeganAnewIsLeftToTheRun() throws Exception {
        LayerFile wrong = uncompressed("wrongful");
        LayerFile layer = uncompressed("rightful");
        assertThat(Files.size(wrong.file())).isEqualTo(Files.size(layer.file()));
        GrowingFile file = coming(layer);
        try (EarlyUnpack early = engine().unpackEarly(layer.layer(), file)) {
            Files.copy(wrong.file(), file.path());
            file.grown(Files.size(wrong.file()));
            waitForWork("layer/files/said", true);
            file.givenUp();
            Files.copy(layer.file(), file.path(), StandardCopyOption.REPLACE_EXISTING);
            file.grown(Files.size(layer.file()));
            file.ended();
            early.keep();
        }
        assertThat(said(layer)).isEqualTo("rightful");
    }

    private LayerFile uncompressed(String text) throws IOException {
        try (LayerWriter writer = new LayerWriter(scratch(), Compression.NONE)) {
            Busybox.text(writer, "said", text);
            return Busybox.file(writer.finish());
        }
    }

    @Test
    void aBlobThatIsNoLayerIsLeftToTheRun() throws Exception {
        LayerFile layer = layer("damaged on its way");
        GrowingFile file = coming(layer);
        byte[] nonsense = new byte[(int) layer.layer().blob().size()];
        try (EarlyUnpack early = engine().unpackEarly(layer.layer(), file)) {
            Files.write(file.path(), nonsense);
            file.grown(nonsense.length);
            file.ended();
        }
        waitForWork(false);
        assertThat(said(layer)).isEqualTo("damaged on its way");
        assertThat(unpackedForRun).containsExactly(layer.layer().diffId().toString());
    }

    @Test
    void anEngineThatExpectsNoRunUnpacksNothing() throws Exception {
        LayerFile layer = layer("not expected");
        try (WorkerRunEngine idle = open(scratch())) {
            assertThat(idle.unpackEarly(layer.layer(), coming(layer))).isSameAs(EarlyUnpack.NONE);
        }
    }

    @Test
    void aBuildThatEndsMeanwhileEndsAtOnce() throws Exception {
        LayerFile layer = layer("not waited for");
        GrowingFile file = coming(layer);
        EarlyUnpack early;
        try (WorkerRunEngine ending = open(scratch())) {
            ending.prepare();
            early = ending.unpackEarly(layer.layer(), file);
            write(layer, file, 0, 2);
        }
        early.close();
        assertThat(file.path()).exists();
    }

    /** Until something is, or nothing is any more, being unpacked by the worker. */
    private void waitForWork(boolean isThere) throws Exception {
        waitForWork("layer", isThere);
    }

    /** @param path in one of the places where the worker makes things */
    private void waitForWork(String path, boolean isThere) throws Exception {
        while (isAtWork(path) != isThere) {
            Thread.sleep(5);
        }
    }

    private boolean isAtWork(String path) throws IOException {
        try (Stream<Path> kinds = Files.list(store().resolve("snapshots"))) {
            return kinds.map(kind -> kind.resolve("work")).anyMatch(work -> has(work, path));
        }
    }

    /** Looks at names alone, as what they name may be gone by then. */
    private static boolean has(Path work, String path) {
        String[] places = work.toFile().list();
        return places != null
                && Stream.of(places)
                        .anyMatch(place -> Files.exists(work.resolve(place).resolve(path)));
    }
}
