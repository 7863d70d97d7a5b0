package dev.drydock.io.compress;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Content as various as that of layers: words, tables of numbers, bytes that cannot be compressed, and few bytes among many zeros. */
final class MadeUpContent {

    private static final int LENGTH = 1 << 16;
    private static final int WORDS = 2048;
    private static final int LONGEST_WORD = 12;
    private static final int NUMBERS = 1 << 14;
    private static final int ZEROS = 64;

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[][] words = new byte[WORDS][];
    private final byte[] content = new byte[LENGTH];
    private int number;

    MadeUpContent() {
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[2 + random.nextInt(LONGEST_WORD - 1)];
            for (int j = 0; j < words[i].length; j++) {
                words[i][j] = (byte) ('a' + random.nextInt(26));
            }
        }
    }

    /** The next kind; the array is used again by the next call. */
    byte[] next() {
        Arrays.fill(content, (byte) 0);
        switch (number++ % 4) {
            case 0 -> fillWithWords();
            case 1 -> fillWithNumbers();
            case 2 -> random.nextBytes(content);
            default -> fillWithFewBytes();
        }
        return content;
    }

    /** Some words are far more frequent than others, as in every text. */
    private void fillWithWords() {
        int at = 0;
        while (at < LENGTH) {
            byte[] word = words[random.nextInt(1 + random.nextInt(WORDS))];
            int count = Math.min(word.length, LENGTH - at);
            System.arraycopy(word, 0, content, at, count);
            at += count;
            if (at < LENGTH) {
                content[at++] = ' ';
            }
        }
    }

    private void fillWithNumbers() {
        for (int at = 0; at < LENGTH; at += 4) {
            int value = random.nextInt(NUMBERS);
            content[at] = (byte) value;
            content[at + 1] = (byte) (value >> 8);
        }
    }

    private void fillWithFewBytes() {
        for (int at = random.nextInt(ZEROS); at < LENGTH; at += 1 + random.nextInt(ZEROS)) {
            content[at] = (byte) random.nextInt();
        }
    }
}
