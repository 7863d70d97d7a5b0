package dev.drydock.io.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressingOutputTest {

    @TempDir
    Path directory;

    /** Text, zeros, noise, and copies of earlier parts: something of everything layers hold. */
    private static byte[] sample(int size) {
        var random = new Random(99);
        byte[] words = "public static final class return import ELF GNU usr lib share doc copyright licence "
                .repeat(20)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[size];
        int at = 0;
        while (at < size) {
            int n = Math.min(size - at, 1 + random.nextInt(30_000));
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] noise = new byte[n];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, n);
                }
                case 1 -> {
                    int from = random.nextInt(words.length - 20);
                    for (int i = 0; i < n; i++) {
                        bytes[at + i] = words[(from + i * (1 + i / 50 % 3)) % words.length];
                    }
                }
                case 2 ->
                    System.arraycopy(bytes, Math.max(0, at - random.nextInt(60_000)), bytes, at, Math.min(n, at / 2));
                default -> {}
            }
            at += n;
        }
        return bytes;
    }

    private static byte[] compress(byte[] bytes, Compression compression, int threads, int chunk) throws IOException {
        var out = new ByteArrayOutputStream();
        try (CompressingOutput compressor = CompressingOutput.open(out, compression, threads)) {
            for (int at = 0; at < bytes.length; at += chunk) {
                compressor.write(bytes, at, Math.min(chunk, bytes.length - at));
            }
            compressor.finish();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void theBytesDependOnTheContentAlone(Compression compression) throws Exception {
        byte[] bytes = sample(12_000_000);
        byte[] one = compress(bytes, compression, 1, 1 << 16);
        assertThat(Arrays.equals(compress(bytes, compression, 2, 1 << 20), one)).isTrue();
        assertThat(Arrays.equals(compress(bytes, compression, 7, 9_999), one)).isTrue();
        try (var back = LayerInput.decompress(new ByteArrayInputStream(one))) {
            assertThat(Arrays.equals(back.readAllBytes(), bytes)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GZIP, 0",
        "GZIP, 1",
        "GZIP, 262143",
        "GZIP, 262144",
        "GZIP, 262145",
        "GZIP, 524288",
        "ZSTD, 0",
        "ZSTD, 1",
        "ZSTD, 8388607",
        "ZSTD, 8388608",
        "ZSTD, 8388609",
        "NONE, 0",
        "NONE, 5"
    })
    void everySizeComesBack(Compression compression, int size) throws Exception {
        byte[] bytes = sample(size);
        byte[] compressed = compress(bytes, compression, 2, 10_000);
        try (var back = LayerInput.decompress(new ByteArrayInputStream(compressed))) {
            assertThat(Arrays.equals(back.readAllBytes(), bytes)).isTrue();
        }
    }

    /**
     * The bytes of today. Whoever changes them changes the digest of every layer that users build without changing anything;
     * that takes a reason and an entry in the change log.
     */
    @ParameterizedTest
    @CsvSource({
        "GZIP, 90da3d773092efd0e390f3f6cbef1a5cabb39d0f01699581c301156cd7168f2a",
        "ZSTD, d704d7ad3e5bdba1c2b44e9a5596c5a781e103ce1138763478282afcf40bacef"
    })
    void theBytesAreThoseOfEarlierVersions(Compression compression, String sha256) throws Exception {
        byte[] compressed = compress(sample(1_000_000), compression, 2, 1 << 16);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(compressed)))
                .isEqualTo(sha256);
    }

    @Test
    void gzipIsOneMemberWithoutTimeAndName() throws Exception {
        byte[] compressed = compress(sample(600_000), Compression.GZIP, 2, 1 << 16);
        assertThat(HexFormat.of().formatHex(compressed, 0, 10)).isEqualTo("1f8b08000000000000ff");
        var in = new ByteArrayInputStream(compressed);
        try (var gzip = new GZIPInputStream(in)) {
            assertThat(gzip.readAllBytes()).hasSize(600_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"GZIP, gzip", "ZSTD, zstd"})
    void theToolsOfTheMachineAcceptIt(Compression compression, String tool) throws Exception {
        Path file = directory.resolve("f." + (tool.equals("gzip") ? "gz" : "zst"));
        byte[] bytes = sample(10_000_000);
        Files.write(file, compress(bytes, compression, 2, 1 << 16));
        Process process;
        try {
            process = new ProcessBuilder(tool, "-dc", file.toString()).start();
        } catch (IOException e) {
            assumeTrue(false, tool + " is not installed");
            return;
        }
        assertThat(Arrays.equals(process.getInputStream().readAllBytes(), bytes))
                .isTrue();
        assertThat(process.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD"})
    void compressedBytesThatAreCutOffAreNoticed(Compression compression) throws Exception {
        byte[] compressed = compress(sample(300_000), compression, 1, 1 << 16);
        for (int length = 5; length < compressed.length; length += 1 + compressed.length / 50) {
            byte[] cut = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() ->
                            LayerInput.decompress(new ByteArrayInputStream(cut)).readAllBytes())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFullDiskIsAnIOExceptionAndLeavesNoThread() throws Exception {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                if (len > 10) {
                    throw new IOException("No space left on device");
                }
            }
        };
        byte[] bytes = sample(5_000_000);
        assertThatThrownBy(() -> {
                    try (CompressingOutput out = CompressingOutput.open(full, Compression.GZIP, 2)) {
                        out.write(bytes, 0, bytes.length);
                        out.finish();
                    }
                })
                .hasMessage("No space left on device");
        for (int i = 0; i < 100 && compressThreads() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(compressThreads()).isZero();
    }

    private static long compressThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("drydock-compress"))
                .count();
    }
}
