package dev.drydock.io.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses a block of bytes to deflate (RFC 1951). Our own, because layers of equal content must have equal digests
 * everywhere, and the JDK's deflater is whatever zlib its vendor linked. Finds matches of four bytes and more through hash
 * chains, one byte of look-ahead, and gives each part of the block the cheapest of the three block types.
 *
 * <p>Not for several threads at once; what it returns does not depend on earlier calls.
 */
final class Deflate {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final int WINDOW = 1 << 15;
    static final int MIN_MATCH = 4;
    static final int MAX_MATCH = 258;

    private static final int HASH_BITS = 15;

    /** Candidates looked at for one position. */
    private static final int DEPTH = 10;

    /** A match this long is not bettered by looking on. */
    private static final int NICE = 40;

    /** Behind a match this long the next byte is not tried. */
    private static final int GOOD = 16;

    /** Literals in a row after which positions begin to be skipped, as a power of two: incompressible bytes pass fast. */
    private static final int SKIP_SHIFT = 6;

    private static final int MAX_SKIP = 24;

    private static final int FAR = 0xFFFF;

    /** Bytes that are judged together, whether they are worth an attempt. */
    private static final int CHUNK = 1 << 16;

    /** One byte of so many is looked at; a prime, so that no table of records is seen through one column. */
    private static final int SAMPLE_STEP = 31;

    private static final int LEAST_SAMPLE = 200;

    private final int[] head = new int[1 << HASH_BITS];
    /** How far back the next candidate of the same hash is; {@link #FAR} if it is out of reach. */
    private final char[] previous = new char[WINDOW];

    private final int[] sample = new int[256];
    private final DeflateBlocks blocks = new DeflateBlocks();

    /**
     * Compresses {@code length} bytes from {@code start}, with the {@code history} bytes before them known to the reader. Ends
     * on a byte boundary, without final block.
     *
     * @return bytes written to out, which must have room for {@link #bound}
     */
    int compress(byte[] in, int start, int length, int history, byte[] out) {
        blocks.begin(in, start, out);
        int end = start + length;
        int lowest = start - Math.min(history, WINDOW);
        boolean prepared = false;
        int at = start;
        while (at < end) {
            int chunk = Math.min(at + CHUNK, end);
            boolean dense = isDense(in, at, chunk);
            while (chunk < end && isDense(in, chunk, Math.min(chunk + CHUNK, end)) == dense) {
                chunk = Math.min(chunk + CHUNK, end);
            }
            if (dense) {
                blocks.stored(at, chunk);
            } else {
                if (!prepared) {
                    prepared = true;
                    Arrays.fill(head, -FAR);
                    for (int i = Math.max(lowest, at - WINDOW); i < Math.min(at, chunk - MIN_MATCH); i++) {
                        insert(in, i);
                    }
                }
                squeeze(in, at, chunk, lowest);
            }
            at = chunk;
        }
        return blocks.end(end);
    }

    /**
     * Whether the bytes are spread so evenly that no code makes them shorter, as those of jars and pictures are: looking for
     * matches there costs most of the time of a layer of libraries, and saves a hundredth. Judged by the chance that two of
     * them are equal, which is 1/256 for random ones, on a sample.
     */
    private boolean isDense(byte[] in, int from, int to) {
        int n = (to - from) / SAMPLE_STEP;
        if (n < LEAST_SAMPLE) {
            return false;
        }
        Arrays.fill(sample, 0);
        for (int i = from; i < to; i += SAMPLE_STEP) {
            sample[in[i] & 0xFF]++;
        }
        long equalPairs = 0;
        long all = 0;
        for (int count : sample) {
            equalPairs += (long) count * (count - 1);
            all += count;
        }
        return equalPairs * 256 * 10 < all * (all - 1) * 11;
    }

    /** Makes matches and literals of what lies between, hence of the literals behind the last match not yet. */
    private void squeeze(byte[] in, int start, int end, int lowest) {
        int last = end - MIN_MATCH;
        int at = start;
        int literalsSince = start;
        while (at <= last) {
            long match = findAndInsert(in, at, lowest, end, MIN_MATCH - 1, DEPTH);
            int matched = (int) (match >>> 32);
            if (matched < MIN_MATCH) {
                at += Math.min(1 + (at - literalsSince >> SKIP_SHIFT), MAX_SKIP);
                continue;
            }
            int inserted = at;
            // One byte further there may be a longer one.
            while (matched < GOOD && at < last) {
                long next = findAndInsert(in, at + 1, lowest, end, matched, DEPTH / 2);
                inserted = at + 1;
                int nextMatched = (int) (next >>> 32);
                if (nextMatched <= matched) {
                    break;
                }
                at++;
                match = next;
                matched = nextMatched;
            }
            blocks.match(at, matched, (int) match);
            at += matched;
            int stop = Math.min(at, last + 1);
            for (int i = inserted + 1; i < stop; i++) {
                insert(in, i);
            }
            literalsSince = at;
        }
    }

    /** The most bytes that so many can become: stored blocks, and the marks between them. */
    static int bound(int length) {
        return length + length / 1000 + 64;
    }

    private static int hash(int four) {
        return four * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    private void insert(byte[] in, int at) {
        int h = hash((int) INT.get(in, at));
        previous[at & WINDOW - 1] = (char) Math.min(at - head[h], FAR);
        head[h] = at;
    }

    /**
     * The longest match better than so many bytes, as length << 32 | distance; 0 if there is none. Makes the position known
     * for later.
     */
    private long findAndInsert(byte[] in, int at, int lowest, int end, int better, int depth) {
        int four = (int) INT.get(in, at);
        int h = hash(four);
        int candidate = head[h];
        previous[at & WINDOW - 1] = (char) Math.min(at - candidate, FAR);
        head[h] = at;
        int limit = Math.max(lowest - 1, at - WINDOW - 1);
        int longest = Math.min(MAX_MATCH, end - at);
        int best = better;
        int distance = 0;
        if (longest <= best) {
            return 0;
        }
        int tail = (int) INT.get(in, at + best - 3);
        for (int left = depth; candidate > limit && left > 0; left--) {
            if ((int) INT.get(in, candidate + best - 3) == tail && (int) INT.get(in, candidate) == four) {
                int matched = matched(in, candidate, at, longest);
                if (matched > best) {
                    best = matched;
                    distance = at - candidate;
                    if (best >= NICE || best == longest) {
                        break;
                    }
                    tail = (int) INT.get(in, at + best - 3);
                }
            }
            candidate -= previous[candidate & WINDOW - 1];
        }
        return distance == 0 ? 0 : (long) best << 32 | distance;
    }

    private static int matched(byte[] in, int a, int b, int longest) {
        int n = 4;
        while (n + 8 <= longest) {
            long different = (long) LONG.get(in, a + n) ^ (long) LONG.get(in, b + n);
            if (different != 0) {
                return n + (Long.numberOfTrailingZeros(different) >>> 3);
            }
            n += 8;
        }
        while (n < longest && in[a + n] == in[b + n]) {
            n++;
        }
        return n;
    }
}
