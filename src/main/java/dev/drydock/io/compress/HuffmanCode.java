package dev.drydock.io.compress;

import java.util.Arrays;

/**
 * A canonical prefix code of limited length for deflate: code lengths that are best for given counts, and the codes, their
 * bits reversed for writing lowest bit first.
 */
final class HuffmanCode {

    final byte[] lengths;
    final int[] codes;
    private final int limit;
    private final long[] sorted;
    private final int[] nodes;

    HuffmanCode(int symbols, int limit) {
        this.lengths = new byte[symbols];
        this.codes = new int[symbols];
        this.limit = limit;
        this.sorted = new long[symbols];
        this.nodes = new int[symbols];
    }

    static HuffmanCode fixedLiterals() {
        var code = new HuffmanCode(288, 15);
        Arrays.fill(code.lengths, 0, 144, (byte) 8);
        Arrays.fill(code.lengths, 144, 256, (byte) 9);
        Arrays.fill(code.lengths, 256, 280, (byte) 7);
        Arrays.fill(code.lengths, 280, 288, (byte) 8);
        code.assign();
        return code;
    }

    static HuffmanCode fixedDistances() {
        var code = new HuffmanCode(32, 15);
        Arrays.fill(code.lengths, (byte) 5);
        code.assign();
        return code;
    }

    /** Makes the code for these counts. A code of one symbol has a bit nevertheless, as deflate wants. */
    void build(int[] counts) {
        Arrays.fill(lengths, (byte) 0);
        int used = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sorted[used++] = (long) counts[i] << 16 | i;
            }
        }
        if (used == 0) {
            return;
        }
        if (used == 1) {
            // With a second symbol never used the code is complete, which some readers insist on.
            int symbol = (int) (sorted[0] & 0xFFFF);
            lengths[symbol] = 1;
            lengths[symbol == 0 ? 1 : 0] = 1;
            assign();
            return;
        }
        Arrays.sort(sorted, 0, used);
        depths(used);
        limitDepths(used);
        assign();
    }

    /**
     * Moffat and Katajainen's in-place computation of minimum-redundancy code lengths: nodes first holds weights, then
     * parents, then depths. The rarest symbol, at 0, ends with the longest code.
     */
    private void depths(int n) {
        int[] a = nodes;
        for (int i = 0; i < n; i++) {
            a[i] = (int) (sorted[i] >>> 16);
        }
        a[0] += a[1];
        int root = 0;
        int leaf = 2;
        for (int next = 1; next < n - 1; next++) {
            if (leaf >= n || a[root] < a[leaf]) {
                a[next] = a[root];
                a[root++] = next;
            } else {
                a[next] = a[leaf++];
            }
            if (leaf >= n || root < next && a[root] < a[leaf]) {
                a[next] += a[root];
                a[root++] = next;
            } else {
                a[next] += a[leaf++];
            }
        }
        a[n - 2] = 0;
        for (int next = n - 3; next >= 0; next--) {
            a[next] = a[a[next]] + 1;
        }
        int available = 1;
        int inner = 0;
        int depth = 0;
        int node = n - 2;
        int next = n - 1;
        while (available > 0) {
            while (node >= 0 && a[node] == depth) {
                inner++;
                node--;
            }
            while (available > inner) {
                a[next--] = depth;
                available--;
            }
            available = 2 * inner;
            depth++;
            inner = 0;
        }
    }

    /** Shortens codes that are too long and lengthens, as little as will do, others until the code is a prefix code again. */
    private void limitDepths(int n) {
        int[] a = nodes;
        int[] ofLength = new int[limit + 1];
        for (int i = 0; i < n; i++) {
            ofLength[Math.min(a[i], limit)]++;
        }
        // Code space in units of the longest code.
        int space = 0;
        for (int length = 1; length <= limit; length++) {
            space += ofLength[length] << limit - length;
        }
        while (space > 1 << limit) {
            int length = limit - 1;
            while (ofLength[length] == 0) {
                length--;
            }
            // One code moves down a level and takes one of the longest along as its sibling.
            ofLength[length]--;
            ofLength[length + 1] += 2;
            ofLength[limit]--;
            space--;
        }
        int i = 0;
        for (int length = limit; length > 0; length--) {
            for (int k = ofLength[length]; k > 0; k--) {
                lengths[(int) (sorted[i++] & 0xFFFF)] = (byte) length;
            }
        }
    }

    /** Codes in the order the format prescribes, see RFC 1951, section 3.2.2. */
    private void assign() {
        int[] ofLength = new int[16];
        for (byte length : lengths) {
            ofLength[length]++;
        }
        ofLength[0] = 0;
        int[] next = new int[16];
        for (int length = 1; length < 16; length++) {
            next[length] = next[length - 1] + ofLength[length - 1] << 1;
        }
        for (int i = 0; i < lengths.length; i++) {
            int length = lengths[i];
            codes[i] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> 32 - length;
        }
    }
}
