package dev.drydock.layer;

import java.util.Map;

/**
 * Keeps what is in the directories of a tree that were looked into last. All others are found out again once the garbage collector has
 * come by, since a tree may have hundreds of thousands of files. Safe for any number of threads, whose writes may be lost.
 */
final class RecentDirectories {

    private static final int SLOTS = 32;

    private final Object[] slots = new Object[SLOTS];

    void lookedInto(TreeItem directory, Map<String, TreeItem> children) {
        slots[System.identityHashCode(directory) & SLOTS - 1] = children;
    }
}
