package dev.drydock.io.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {

    private final Deflate deflate = new Deflate();

    /** Compresses with part of the bytes as history, reads back with the JDK's inflater; the compressed size. */
    private int roundTrip(byte[] bytes, int history) throws Exception {
        int length = bytes.length - history;
        byte[] out = new byte[Deflate.bound(length)];
        int size = deflate.compress(bytes, history, length, history, out);
        byte[] copy = Arrays.copyOf(out, size + 2);
        copy[size] = 3; // a final empty block
        var inflater = new Inflater(true);
        int known = Math.min(history, Deflate.WINDOW);
        if (known > 0) {
            inflater.setDictionary(bytes, history - known, known);
        }
        inflater.setInput(copy);
        byte[] back = new byte[length + 1];
        int n = 0;
        while (!inflater.finished()) {
            int r = inflater.inflate(back, n, back.length - n);
            n += r;
            if (r == 0 && (inflater.needsInput() || n == back.length)) {
                break;
            }
        }
        assertThat(inflater.finished()).isTrue();
        assertThat(n).isEqualTo(length);
        assertThat(Arrays.equals(back, 0, n, bytes, history, bytes.length)).isTrue();
        inflater.end();
        return size;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 257, 258, 259, 260, 65534, 65535, 65536, 131_072, 300_000})
    void allSizesOfTheSameAndOfRandomBytesComeBack(int size) throws Exception {
        byte[] bytes = new byte[size];
        assertThat(roundTrip(bytes, 0)).isLessThan(20 + size / 100);
        new Random(size).nextBytes(bytes);
        assertThat(roundTrip(bytes, 0)).isLessThan(Deflate.bound(size) - 8);
    }

    @Test
    void theCodeLengthLimitHolds() throws Exception {
        // Fibonacci counts make the deepest trees.
        byte[] bytes = new byte[400_000];
        int at = 0;
        long a = 1;
        long b = 1;
        for (int symbol = 0; symbol < 27 && at < bytes.length; symbol++) {
            for (long i = 0; i < a && at < bytes.length; i++) {
                bytes[at++] = (byte) symbol;
            }
            long next = a + b;
            a = b;
            b = next;
        }
        // Shuffled, so that no matches take the literals away.
        var random = new Random(5);
        for (int i = at - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte t = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = t;
        }
        for (int length : new int[] {1000, 10_000, 60_000, at}) {
            roundTrip(Arrays.copyOf(bytes, length), 0);
        }
        int[] counts = new int[286];
        for (int i = 0; i < 40; i++) {
            counts[i] = i < 2 ? 1 : counts[i - 1] + counts[i - 2];
        }
        for (int limit : new int[] {7, 9, 15}) {
            var code = new HuffmanCode(286, limit);
            code.build(counts);
            double space = 0;
            for (int i = 0; i < 286; i++) {
                assertThat((int) code.lengths[i]).isBetween(counts[i] > 0 ? 1 : 0, counts[i] > 0 ? limit : 0);
                space += code.lengths[i] == 0 ? 0 : Math.pow(2, -code.lengths[i]);
            }
            assertThat(space).isEqualTo(1.0);
        }
    }

    @Test
    void historyIsUsedAndLimitedToTheWindow() throws Exception {
        byte[] random = randomText(Deflate.WINDOW);
        byte[] twice = Arrays.copyOf(random, random.length * 2);
        System.arraycopy(random, 0, twice, random.length, random.length);
        assertThat(roundTrip(twice, random.length)).isLessThan(1000);
        byte[] apart = new byte[random.length * 2 + 1];
        System.arraycopy(random, 0, apart, 0, random.length);
        System.arraycopy(random, 0, apart, random.length + 1, random.length);
        assertThat(roundTrip(apart, random.length + 1)).isGreaterThan(random.length / 2);
    }

    private static byte[] randomText(int size) {
        var random = new Random(1);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (' ' + random.nextInt(64));
        }
        return bytes;
    }

    @Test
    void bytesThatCannotBeMadeFewerAreStoredAmongOthersThatCan() throws Exception {
        byte[] text = randomText(100_000);
        byte[] dense = new byte[200_000];
        new Random(2).nextBytes(dense);
        byte[] mixed = new byte[text.length * 2 + dense.length];
        System.arraycopy(text, 0, mixed, 0, text.length);
        System.arraycopy(dense, 0, mixed, text.length, dense.length);
        System.arraycopy(text, 0, mixed, text.length + dense.length, text.length);
        int alone = roundTrip(text, 0);
        assertThat(alone).isLessThan(80_000);
        assertThat(roundTrip(mixed, 0)).isBetween(dense.length + 2 * alone - 2000, dense.length + 2 * alone + 22_000);
        assertThat(roundTrip(mixed, 50_000)).isLessThan(dense.length + 2 * alone);
        assertThat(roundTrip(mixed, text.length + 50_000)).isLessThan(dense.length - 50_000 + alone + 8000);
    }

    @Test
    void whateverTheBytesTheyComeBack() throws Exception {
        var random = new Random(11);
        for (int round = 0; round < 600; round++) {
            byte[] bytes = new byte[random.nextInt(1 << 4 + random.nextInt(14))];
            int at = 0;
            int alphabet = 1 + random.nextInt(1 << random.nextInt(9));
            while (at < bytes.length) {
                int n = Math.min(bytes.length - at, 1 + random.nextInt(1 << 1 + random.nextInt(10)));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        for (int i = 0; i < n; i++) {
                            bytes[at + i] = (byte) random.nextInt(alphabet);
                        }
                    }
                    case 1 -> Arrays.fill(bytes, at, at + n, (byte) random.nextInt(alphabet));
                    default -> {
                        // Copies, also from so far back that they are just out of reach.
                        int distance = 1 + random.nextInt(Math.max(1, at));
                        for (int i = 0; i < n && at > 0; i++) {
                            bytes[at + i] = bytes[at + i - Math.min(distance, at)];
                        }
                    }
                }
                at += n;
            }
            int history = bytes.length == 0 ? 0 : random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 0;
            roundTrip(bytes, history);
        }
    }

    @Test
    void theResultDoesNotDependOnWhatWasCompressedBefore() {
        byte[] text =
                "the quick brown fox jumps over the lazy dog; ".repeat(500).getBytes(StandardCharsets.US_ASCII);
        byte[] first = new byte[Deflate.bound(text.length)];
        int firstSize = new Deflate().compress(text, 0, text.length, 0, first);
        byte[] noise = new byte[100_000];
        new Random(2).nextBytes(noise);
        deflate.compress(noise, 1000, 99_000, 1000, new byte[Deflate.bound(noise.length)]);
        byte[] second = new byte[Deflate.bound(text.length)];
        int secondSize = deflate.compress(text, 0, text.length, 0, second);
        assertThat(Arrays.copyOf(second, secondSize)).isEqualTo(Arrays.copyOf(first, firstSize));
        // The same bytes elsewhere in a larger buffer.
        byte[] shifted = new byte[text.length + 777];
        System.arraycopy(text, 0, shifted, 700, text.length);
        int thirdSize = deflate.compress(shifted, 700, text.length, 0, second);
        assertThat(Arrays.copyOf(second, thirdSize)).isEqualTo(Arrays.copyOf(first, firstSize));
    }
}
