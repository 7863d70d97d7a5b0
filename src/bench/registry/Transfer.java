import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.BlobSource;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.PushRequest;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the image of the benchmark as an OCI layout, and moves it with Drydock's registry client:
 * {@code make LAYOUT MEGABYTES}, {@code push LAYOUT REFERENCE}, {@code pull REFERENCE DIRECTORY}.
 */
final class Transfer {

    private static final int SMALL_LAYERS = 100;

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "make" -> make(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "push" -> push(Path.of(arguments[1]), Reference.parse(arguments[2]));
            default -> pull(Reference.parse(arguments[1]), Path.of(arguments[2]));
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.err.println("heap at most " + (peak >> 20) + " MB");
    }

    private static void push(Path layout, Reference target) throws IOException {
        Path blobs = layout.resolve("blobs/sha256");
        byte[] raw = Files.readAllBytes(blobs.resolve(Files.readString(layout.resolve("digest"))));
        BlobSource files = digest -> Optional.of(blobs.resolve(digest.hex()));
        try (RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            FetchedManifest image = new FetchedManifest(MediaTypes.OCI_MANIFEST, Digest.of(raw), raw);
            client.push(new PushRequest(target, List.of(), List.of(image), files));
        }
    }

    /** As many at once as a build does. */
    private static void pull(Reference source, Path directory) throws Exception {
        Files.createDirectories(directory);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            FetchedManifest resolved = client.resolve(source);
            Manifest manifest = Manifest.parse(resolved.raw(), resolved.mediaType());
            List<Future<?>> running = new ArrayList<>();
            for (Descriptor layer : manifest.layers()) {
                running.add(threads.submit(() -> {
                    client.fetchBlob(
                            source, layer, directory.resolve(layer.digest().hex()));
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Three tenths in two large layers of noise, four in one of text, the rest in a hundred small ones. */
    private static void make(Path layout, int megabytes) throws Exception {
        Files.createDirectories(layout.resolve("blobs/sha256"));
        Random random = new Random(1);
        List<Descriptor> layers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            layers.add(layer(layout, random, megabytes * 15 / 100, false));
        }
        layers.add(layer(layout, random, megabytes * 4 / 10, true));
        for (int i = 0; i < SMALL_LAYERS; i++) {
            layers.add(layer(layout, random, Math.max(1, megabytes * 3 / 10 / SMALL_LAYERS), i % 2 == 0));
        }
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                        + String.join(
                                ",",
                                layers.stream()
                                        .map(layer -> "\"" + layer.digest() + "\"")
                                        .toList())
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(layout.resolve("blobs/sha256/" + Digest.of(config).hex()), config);
        Manifest manifest =
                Manifest.of(new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), layers, Map.of());
        Files.write(layout.resolve("blobs/sha256/" + manifest.digest().hex()), manifest.raw());
        Files.writeString(layout.resolve("digest"), manifest.digest().hex());
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                layout.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\""
                        + manifest.digest() + "\",\"size\":" + manifest.raw().length
                        + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"bench\"}}]}");
    }

    /** A gzip file of stored blocks, so that tools that look take it for compressed, whatever its content. */
    private static Descriptor layer(Path layout, Random random, int megabytes, boolean text) throws Exception {
        Path file = layout.resolve("blobs/sha256/next");
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[32 << 10];
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            piece.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
            int blocks = megabytes * 32;
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            for (int i = 0; i < blocks; i++) {
                if (text) {
                    byte[] line = ("line " + random.nextInt() + " of some text that repeats itself\n")
                            .getBytes(StandardCharsets.US_ASCII);
                    for (int at = 0; at < block.length; at++) {
                        block[at] = line[at % line.length];
                    }
                } else {
                    random.nextBytes(block);
                }
                crc.update(block);
                piece.write(i == blocks - 1 ? 1 : 0);
                piece.writeBytes(new byte[] {0, (byte) 0x80, (byte) 0xff, 0x7f});
                piece.writeBytes(block);
                hash.update(piece.toByteArray());
                piece.writeTo(out);
                piece.reset();
            }
            for (long word : new long[] {crc.getValue(), (long) blocks * block.length}) {
                for (int shift = 0; shift < 32; shift += 8) {
                    piece.write((int) (word >> shift));
                }
            }
            hash.update(piece.toByteArray());
            piece.writeTo(out);
        }
        String hex = HexFormat.of().formatHex(hash.digest());
        Files.move(file, file.resolveSibling(hex));
        return new Descriptor(
                MediaTypes.OCI_LAYER_GZIP, new Digest("sha256", hex), Files.size(file.resolveSibling(hex)));
    }
}
