package dev.drydock.io.compress;

import java.util.Arrays;

/**
 * Collects the literals and matches of a compressed stream and writes them as deflate blocks: each with Huffman codes of its
 * own, with the fixed ones, or stored, whichever is shortest (RFC 1951, section 3.2).
 */
final class DeflateBlocks {

    /** Literals and matches of one block; enough for good statistics, few enough to follow changes of the data. */
    private static final int BLOCK_MATCHES = 8192;

    private static final int BLOCK_BYTES = 1 << 16;

    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int END = 256;
    private static final int MAX_CODE = 15;
    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] LENGTH_EXTRA = new int[29];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];
    private static final int[] DISTANCE_EXTRA = new int[DISTANCES];

    /** Symbol of each match length, minus 257. */
    private static final byte[] LENGTH_SYMBOL = new byte[Deflate.MAX_MATCH + 1];

    /** Symbol of each distance up to 256, then of each (distance - 1) >> 7. */
    private static final byte[] DISTANCE_SYMBOL = new byte[512];

    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    static {
        int length = 3;
        for (int s = 0; s < 28; s++) {
            LENGTH_EXTRA[s] = s < 8 ? 0 : (s - 4) / 4;
            LENGTH_BASE[s] = length;
            for (int i = 0; i < 1 << LENGTH_EXTRA[s]; i++) {
                LENGTH_SYMBOL[Math.min(length++, 258)] = (byte) s;
            }
        }
        LENGTH_BASE[28] = 258;
        LENGTH_SYMBOL[258] = 28;
        int distance = 1;
        for (int s = 0; s < DISTANCES; s++) {
            DISTANCE_EXTRA[s] = s < 4 ? 0 : (s - 2) / 2;
            DISTANCE_BASE[s] = distance;
            int end = distance + (1 << DISTANCE_EXTRA[s]);
            while (distance < end) {
                DISTANCE_SYMBOL[distance <= 256 ? distance - 1 : 256 + (distance - 1 >> 7)] = (byte) s;
                distance += distance <= 256 ? 1 : 128;
            }
        }
    }

    private final int[] literalCounts = new int[LITERALS];
    private final int[] distanceCounts = new int[DISTANCES];
    private final int[] matchAt = new int[BLOCK_MATCHES];
    private final int[] match = new int[BLOCK_MATCHES];
    private final HuffmanCode literals = new HuffmanCode(LITERALS, MAX_CODE);
    private final HuffmanCode distances = new HuffmanCode(DISTANCES, MAX_CODE);
    private final HuffmanCode lengths = new HuffmanCode(19, 7);
    private final HuffmanCode fixedLiterals = HuffmanCode.fixedLiterals();
    private final HuffmanCode fixedDistances = HuffmanCode.fixedDistances();
    private final int[] lengthCounts = new int[19];
    private final int[] runs = new int[LITERALS + DISTANCES];
    private final BitSink bits = new BitSink();

    private byte[] in = {};
    private int blockStart;
    private int covered;
    private int matches;

    void begin(byte[] input, int start, byte[] out) {
        in = input;
        blockStart = start;
        covered = start;
        bits.begin(out);
        reset();
    }

    private void reset() {
        matches = 0;
        Arrays.fill(literalCounts, 0);
        Arrays.fill(distanceCounts, 0);
    }

    static int distanceSymbol(int distance) {
        return DISTANCE_SYMBOL[distance <= 256 ? distance - 1 : 256 + (distance - 1 >> 7)];
    }

    /** A match at a position; what lies between the one before and this are literals. */
    void match(int at, int length, int distance) {
        if (matches == BLOCK_MATCHES || at - blockStart >= BLOCK_BYTES) {
            literalsTo(at);
            flush(at);
        }
        literalsTo(at);
        matchAt[matches] = at;
        match[matches++] = length << 16 | distance;
        literalCounts[257 + LENGTH_SYMBOL[length]]++;
        distanceCounts[distanceSymbol(distance)]++;
        covered = at + length;
    }

    private void literalsTo(int at) {
        for (int i = covered; i < at; i++) {
            literalCounts[in[i] & 0xFF]++;
        }
        covered = at;
    }

    /** Bytes to be written as they are; what lies before them and is not written yet are literals. */
    void stored(int from, int to) {
        literalsTo(from);
        if (from > blockStart) {
            flush(from);
        }
        store(to);
        blockStart = to;
        covered = to;
    }

    /** Writes what is left, up to end, and an empty stored block, which ends on a byte boundary. */
    int end(int end) {
        literalsTo(end);
        if (end > blockStart) {
            flush(end);
        }
        bits.put(0, 3);
        bits.align();
        bits.put(0xFFFF0000L, 32);
        return bits.finish();
    }

    private void flush(int end) {
        literalCounts[END] = 1;
        literals.build(literalCounts);
        distances.build(distanceCounts);
        int literalCodes = used(literals.lengths, 257);
        int distanceCodes = used(distances.lengths, 1);
        int runCount = runLengths(literalCodes, distanceCodes);
        lengths.build(lengthCounts);
        int lengthCodes = 19;
        while (lengthCodes > 4 && lengths.lengths[CODE_LENGTH_ORDER[lengthCodes - 1]] == 0) {
            lengthCodes--;
        }
        long extra = extraBits();
        long dynamicBits = 3 + 14 + 3L * lengthCodes + runBits(runCount) + cost(literals, distances) + extra;
        long fixedBits = 3 + cost(fixedLiterals, fixedDistances) + extra;
        int size = end - blockStart;
        long storedBits = 8L * size + 40L * (size / 0xFFFF + 1);
        if (storedBits <= Math.min(dynamicBits, fixedBits)) {
            store(end);
        } else if (fixedBits <= dynamicBits) {
            bits.put(0b010, 3);
            write(end, fixedLiterals, fixedDistances);
        } else {
            bits.put(0b100, 3);
            bits.put(literalCodes - 257 | (distanceCodes - 1) << 5 | (lengthCodes - 4) << 10, 14);
            for (int i = 0; i < lengthCodes; i++) {
                bits.put(lengths.lengths[CODE_LENGTH_ORDER[i]], 3);
            }
            for (int i = 0; i < runCount; i++) {
                int symbol = runs[i] & 0xFF;
                bits.put(lengths.codes[symbol], lengths.lengths[symbol]);
                bits.put(runs[i] >>> 8, symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
            }
            write(end, literals, distances);
        }
        blockStart = end;
        reset();
    }

    private static int used(byte[] lengths, int least) {
        int n = lengths.length;
        while (n > least && lengths[n - 1] == 0) {
            n--;
        }
        return n;
    }

    /** Code lengths as symbols of the code length alphabet, the repeat count in the upper bits. */
    private int runLengths(int literalCodes, int distanceCodes) {
        Arrays.fill(lengthCounts, 0);
        byte[] all = new byte[literalCodes + distanceCodes];
        System.arraycopy(literals.lengths, 0, all, 0, literalCodes);
        System.arraycopy(distances.lengths, 0, all, literalCodes, distanceCodes);
        int n = 0;
        for (int i = 0; i < all.length; ) {
            int value = all[i];
            int run = 1;
            while (i + run < all.length && all[i + run] == value) {
                run++;
            }
            i += run;
            if (value != 0) {
                n = run(n, value, 0);
                run--;
            }
            while (run >= 3) {
                int most = value != 0 ? 6 : run >= 11 ? 138 : 10;
                int count = Math.min(run, most);
                n = run(n, value != 0 ? 16 : count >= 11 ? 18 : 17, count - (count >= 11 ? 11 : 3));
                run -= count;
            }
            for (; run > 0; run--) {
                n = run(n, value, 0);
            }
        }
        return n;
    }

    private int run(int n, int symbol, int repeat) {
        lengthCounts[symbol]++;
        runs[n] = symbol | repeat << 8;
        return n + 1;
    }

    private long runBits(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int symbol = runs[i] & 0xFF;
            sum += lengths.lengths[symbol] + (symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
        }
        return sum;
    }

    private long cost(HuffmanCode literalCode, HuffmanCode distanceCode) {
        long sum = 0;
        for (int i = 0; i < LITERALS; i++) {
            sum += (long) literalCounts[i] * literalCode.lengths[i];
        }
        for (int i = 0; i < DISTANCES; i++) {
            sum += (long) distanceCounts[i] * distanceCode.lengths[i];
        }
        return sum;
    }

    private long extraBits() {
        long sum = 0;
        for (int i = 0; i < 29; i++) {
            sum += (long) literalCounts[257 + i] * LENGTH_EXTRA[i];
        }
        for (int i = 0; i < DISTANCES; i++) {
            sum += (long) distanceCounts[i] * DISTANCE_EXTRA[i];
        }
        return sum;
    }

    private void store(int end) {
        for (int at = blockStart; at < end; ) {
            int n = Math.min(0xFFFF, end - at);
            bits.put(0, 3);
            bits.align();
            bits.put(n | (n ^ 0xFFFFL) << 16, 32);
            bits.bytes(in, at, n);
            at += n;
        }
    }

    private void write(int end, HuffmanCode literalCode, HuffmanCode distanceCode) {
        int[] codes = literalCode.codes;
        byte[] sizes = literalCode.lengths;
        byte[] data = in;
        int at = blockStart;
        for (int i = 0; i <= matches; i++) {
            int stop = i == matches ? end : matchAt[i];
            while (at + 3 <= stop) {
                int a = data[at] & 0xFF;
                int b = data[at + 1] & 0xFF;
                int c = data[at + 2] & 0xFF;
                int ab = sizes[a] + sizes[b];
                bits.put(codes[a] | (long) codes[b] << sizes[a] | (long) codes[c] << ab, ab + sizes[c]);
                at += 3;
            }
            while (at < stop) {
                int a = data[at++] & 0xFF;
                bits.put(codes[a], sizes[a]);
            }
            if (i < matches) {
                int length = match[i] >>> 16;
                int distance = match[i] & 0xFFFF;
                int symbol = LENGTH_SYMBOL[length];
                int d = distanceSymbol(distance);
                // At most 15 + 5 + 15 + 13 bits.
                long all = (long) (length - LENGTH_BASE[symbol]) << sizes[257 + symbol] | codes[257 + symbol];
                int n = sizes[257 + symbol] + LENGTH_EXTRA[symbol];
                all |= (long) distanceCode.codes[d] << n;
                n += distanceCode.lengths[d];
                all |= (long) (distance - DISTANCE_BASE[d]) << n;
                n += DISTANCE_EXTRA[d];
                bits.put(all, n);
                at += length;
            }
        }
        bits.put(codes[END], sizes[END]);
    }
}
