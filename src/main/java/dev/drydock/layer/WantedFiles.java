package dev.drydock.layer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Files that are wanted of one layer, eight bytes for each, since there may be hundreds of thousands. Not thread-safe.
 *
 * @see LayerContent#read(LayerFile, WantedFiles, Visitor)
 */
public final class WantedFiles {

    /** Receives the content of what is wanted. */
    public interface Visitor {

        /**
         * @param number that the file was added with
         * @param content readable during this call; need not be read to its end
         */
        void file(int number, InputStream content) throws IOException;
    }

    /** Position and number, in the order of these once sorted. */
    private long[] places = new long[16];

    private int count;

    /**
     * @param position in {@link LayerListing#entries}
     * @param number to tell the file by; one file may be wanted several times, with growing numbers
     */
    public void add(int position, int number) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = (long) position << 32 | number;
    }

    /** Has to come between the last addition and the first question. */
    void sort() {
        Arrays.sort(places, 0, count);
    }

    /** The positions of files that are wanted more than so many times. */
    BitSet wantedMoreThan(int times) {
        BitSet positions = new BitSet();
        for (int i = times; i < count; i++) {
            if (position(i) == position(i - times)) {
                positions.set(position(i));
            }
        }
        return positions;
    }

    private int position(int i) {
        return (int) (places[i] >>> 32);
    }

    /** The number of a file, which has been given out so many times before. */
    int number(int position, int times) {
        int first = Arrays.binarySearch(places, 0, count, (long) position << 32);
        return (int) places[(first < 0 ? -first - 1 : first) + times];
    }
}
