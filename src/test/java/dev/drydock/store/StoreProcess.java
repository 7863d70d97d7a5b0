package dev.drydock.store;

import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that uses a store as builds do, beside others. {@code work ROOT SEED ROUNDS} looks up or makes layers, prunes now
 * and then, and checks that what it was given stays; {@code stall ROOT} never comes to the end of a blob.
 */
final class StoreProcess {

    private StoreProcess() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[1]);
        if (args[0].equals("stall")) {
            stall(root);
        } else {
            work(root, Long.parseLong(args[2]), Integer.parseInt(args[3]));
        }
        System.out.println("done");
    }

    static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                location(Store.class) + java.io.File.pathSeparator + location(StoreProcess.class),
                StoreProcess.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String location(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static void work(Path root, long seed, int rounds) throws IOException {
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            try (Store store = Store.open(root)) {
                List<StoredLayer> held = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    held.add(step(store, random.nextInt(8)));
                    if (random.nextInt(4) == 0) {
                        store.prune(Duration.ZERO, random.nextInt(3) * 1000L, false);
                    }
                }
                for (StoredLayer layer : held) {
                    check(store, layer);
                }
            }
        }
    }

    private static StoredLayer step(Store store, int number) throws IOException {
        Digest key = Digest.of(new byte[] {(byte) number});
        var record = store.step(key);
        if (record.isPresent()) {
            return store.layer(record.get().layer()).orElseThrow(() -> new IllegalStateException("step without layer"));
        }
        byte[] content = ("content " + number).repeat(100).getBytes(StandardCharsets.UTF_8);
        try (var writer = new LayerWriter(store.temporary(), Compression.GZIP, 1)) {
            writer.add(
                    TarEntry.file("file" + number, 0644, 0, 0, content.length, Instant.EPOCH),
                    new ByteArrayInputStream(content));
            StoredLayer layer = store.admitLayer(writer.finish());
            store.recordStep(key, new StepRecord(layer.layer(), layer.tarSize(), Duration.ZERO));
            return layer;
        }
    }

    private static void check(Store store, StoredLayer layer) throws IOException {
        if (!Digest.of(Files.readAllBytes(layer.file()))
                .equals(layer.layer().blob().digest())) {
            throw new IllegalStateException("other bytes in " + layer.file());
        }
        if (FileTree.of(List.of(store.index(layer))).children("").size() != 1) {
            throw new IllegalStateException("other index");
        }
        if (store.layer(layer.layer()).isEmpty()) {
            throw new IllegalStateException("record lost");
        }
    }

    private static void stall(Path root) throws IOException {
        byte[] bytes = new byte[100_000];
        var descriptor = new dev.drydock.image.Descriptor("x", Digest.of(bytes), bytes.length);
        Store store = Store.open(root);
        store.writeVerified(descriptor, () -> new InputStream() {
            private int given;

            @Override
            public int read() {
                return read(new byte[1], 0, 1) < 0 ? -1 : 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (given >= 50_000) {
                    System.out.println("half");
                    try {
                        Thread.sleep(3_600_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                int n = Math.min(length, 10_000);
                given += n;
                return n;
            }
        });
    }
}
