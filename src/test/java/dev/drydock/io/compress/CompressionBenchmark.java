package dev.drydock.io.compress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * Measures the deflate of {@link Deflate} against the JDK's on files given as arguments: compressed size, and megabytes per
 * second of CPU time on one thread. A program, no test:
 *
 * <pre>java -cp target/classes:target/test-classes:… dev.drydock.io.compress.CompressionBenchmark FILE…</pre>
 */
final class CompressionBenchmark {

    private CompressionBenchmark() {}

    public static void main(String[] files) throws Exception {
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            long reference = 0;
            for (int level : new int[] {6, 1}) {
                long size = 0;
                long best = Long.MAX_VALUE;
                for (int round = 0; round < 2; round++) {
                    long start = cpu();
                    size = jdk(bytes, level);
                    best = Math.min(best, cpu() - start);
                }
                reference = level == 6 ? size : reference;
                report(file, "jdk level " + level, bytes.length, size, reference, best);
            }
            long best = Long.MAX_VALUE;
            byte[] ours = {};
            for (int round = 0; round < 5; round++) {
                long start = cpu();
                ours = ours(bytes);
                best = Math.min(best, cpu() - start);
            }
            report(file, "ours", bytes.length, ours.length, reference, best);
            check(bytes, ours);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void report(String file, String what, long in, long out, long reference, long nanos) {
        System.out.printf(
                "%-28s %-12s %10d -> %10d  %6.2f %% of jdk 6  %6.1f MB/s%n",
                Path.of(file).getFileName(), what, in, out, 100.0 * out / reference, in * 1000.0 / nanos);
    }

    private static long jdk(byte[] bytes, int level) {
        var deflater = new Deflater(level, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[1 << 16];
        long size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(out);
        }
        deflater.end();
        return size;
    }

    private static byte[] ours(byte[] bytes) throws Exception {
        var format = new GzipFormat();
        int block = format.blockSize();
        var out = new ByteArrayOutputStream(bytes.length / 2);
        out.writeBytes(format.header());
        for (int at = 0; at < bytes.length; at += block) {
            int history = Math.min(at, format.historySize());
            int length = Math.min(block, bytes.length - at);
            BlockFormat.Encoded encoded = format.encode(bytes, at, length, history);
            out.write(encoded.bytes(), 0, encoded.length());
        }
        var crc = new java.util.zip.CRC32();
        crc.update(bytes);
        out.writeBytes(format.trailer((int) crc.getValue(), bytes.length));
        return out.toByteArray();
    }

    private static void check(byte[] bytes, byte[] gzip) throws Exception {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip), 1 << 16)) {
            byte[] back = in.readNBytes(bytes.length + 1);
            if (!Arrays.equals(bytes, back)) {
                throw new IllegalStateException("does not come back");
            }
        }
    }
}
