package dev.drydock.store;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.TextRecord;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The text files of the store. A damaged one counts as missing: what it recorded can be made again. */
@StartUp
final class Records {

    private Records() {}

    /** A layer and what its tar measures. */
    record SizedLayer(Layer layer, long tarSize) {}

    static byte[] layer(Layer layer, long tarSize) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, layer, tarSize);
        return TextRecord.encode("layer", values);
    }

    static Optional<SizedLayer> readLayer(Path file) throws IOException {
        Optional<byte[]> bytes = read(file);
        try {
            return bytes.isPresent() ? Optional.of(sized(TextRecord.decode("layer", bytes.get()))) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            return missing(file);
        }
    }

    static byte[] step(StepRecord step) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, step.layer(), step.tarSize());
        values.put("tookMillis", Long.toString(step.took().toMillis()));
        return TextRecord.encode("step", values);
    }

    static Optional<StepRecord> readStep(Path file) throws IOException {
        Optional<byte[]> bytes = read(file);
        try {
            return bytes.isPresent() ? Optional.of(decodeStep(bytes.get())) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            return missing(file);
        }
    }

    private static StepRecord decodeStep(byte[] bytes) throws IOException {
        TextRecord record = TextRecord.decode("step", bytes);
        SizedLayer sized = sized(record);
        return new StepRecord(sized.layer, sized.tarSize, Duration.ofMillis(record.number("tookMillis")));
    }

    /** A text, an empty line, the manifest. */
    static byte[] reference(RememberedReference reference) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", reference.name());
        values.put("mediaType", reference.mediaType());
        values.put("digest", reference.digest().toString());
        values.put("asked", reference.asked().toString());
        byte[] head = TextRecord.encode("reference", values);
        byte[] all = Arrays.copyOf(head, head.length + 1 + reference.raw().length);
        all[head.length] = '\n';
        System.arraycopy(reference.raw(), 0, all, head.length + 1, reference.raw().length);
        return all;
    }

    static Optional<RememberedReference> readReference(Path file) throws IOException {
        Optional<byte[]> bytes = read(file);
        try {
            return bytes.isPresent() ? Optional.of(decodeReference(bytes.get())) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            return missing(file);
        }
    }

    private static RememberedReference decodeReference(byte[] bytes) throws IOException {
        int end = 0;
        while (end + 1 < bytes.length && !(bytes[end] == '\n' && bytes[end + 1] == '\n')) {
            end++;
        }
        if (end + 1 >= bytes.length) {
            throw new IOException("damaged reference record");
        }
        TextRecord record = TextRecord.decode("reference", Arrays.copyOf(bytes, end + 1));
        byte[] raw = Arrays.copyOfRange(bytes, end + 2, bytes.length);
        Digest digest = Digest.parse(record.text("digest"));
        if (!digestOf(raw, digest).equals(digest)) {
            throw new IOException("damaged reference record");
        }
        return new RememberedReference(
                record.text("name"), record.text("mediaType"), digest, raw, Instant.parse(record.text("asked")));
    }

    /** The digest of bytes by the algorithm of another digest. */
    static Digest digestOf(byte[] bytes, Digest like) {
        return Digests.of(like, like.newMessageDigest().digest(bytes));
    }

    private static void put(Map<String, String> values, Layer layer, long tarSize) {
        values.put("diffId", layer.diffId().toString());
        values.put("blob", layer.blob().digest().toString());
        values.put("size", Long.toString(layer.blob().size()));
        values.put("mediaType", layer.blob().mediaType());
        values.put("tarSize", Long.toString(tarSize));
    }

    private static SizedLayer sized(TextRecord record) throws IOException {
        var blob = new Descriptor(record.text("mediaType"), Digest.parse(record.text("blob")), record.number("size"));
        return new SizedLayer(new Layer(blob, Digest.parse(record.text("diffId"))), record.number("tarSize"));
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The answer for a damaged file. */
    private static <T> Optional<T> missing(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Optional.empty();
    }
}
