package dev.drydock.context;

import java.util.Arrays;

/** Where the last record for each path is: a hash table of numbers, twelve bytes a place. */
final class MemoPlaces {

    /** The place of what is not there. */
    static final int NOWHERE = Integer.MIN_VALUE;

    private long[] keys;
    private int[] places;
    private int count;

    /** @param expected so many places, about */
    MemoPlaces(int expected) {
        int capacity = 16;
        while (most(capacity) < expected && capacity < 1 << 30) {
            capacity *= 2;
        }
        keys = new long[capacity];
        places = empty(capacity);
    }

    private static int[] empty(int capacity) {
        int[] places = new int[capacity];
        Arrays.fill(places, NOWHERE);
        return places;
    }

    private static int most(int capacity) {
        return capacity / 5 * 4;
    }

    int count() {
        return count;
    }

    int get(long key) {
        return places[slot(key)];
    }

    /** Replaces the place of an earlier record. */
    void put(long key, int place) {
        int slot = slot(key);
        if (places[slot] == NOWHERE) {
            if (count >= most(keys.length)) {
                grow();
                slot = slot(key);
            }
            count++;
        }
        keys[slot] = key;
        places[slot] = place;
    }

    /** The slot of a key, or the free one that it is to have. */
    private int slot(long key) {
        int slot = (int) (key >>> Integer.SIZE ^ key) & keys.length - 1;
        while (places[slot] != NOWHERE && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[oldKeys.length * 2];
        places = empty(oldPlaces.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPlaces[i] != NOWHERE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }

    /** All places in ascending order. */
    int[] inOrder() {
        int[] all = new int[count];
        int next = 0;
        for (int place : places) {
            if (place != NOWHERE) {
                all[next++] = place;
            }
        }
        Arrays.sort(all);
        return all;
    }
}
