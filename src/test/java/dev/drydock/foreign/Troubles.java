package dev.drydock.foreign;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations that a {@link ForeignFileSystem} refuses besides what its kind always does. */
public final class Troubles {

    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<Path> readOnly = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean hardLinks = true;
    private volatile boolean symbolicLinks = true;

    /** Links of this name cannot be read. */
    public Troubles unreadable(String name) {
        unreadable.add(name);
        return this;
    }

    /** As on FAT, exFAT and some shares. */
    public Troubles withoutHardLinks() {
        hardLinks = false;
        return this;
    }

    /** As for users of Windows who are no administrators. */
    public Troubles withoutSymbolicLinks() {
        symbolicLinks = false;
        return this;
    }

    /** So many deletions and renames to come are refused, as while a virus scanner looks at a file that was just written. */
    public void refuseNext(int times) {
        refusals.set(times);
    }

    /** How many of them have not been asked for. */
    public int refusalsLeft() {
        return refusals.get();
    }

    boolean refuses() {
        return refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    boolean isUnreadable(Path link) {
        return unreadable.contains(String.valueOf(link.getFileName()));
    }

    boolean hasHardLinks() {
        return hardLinks;
    }

    boolean hasSymbolicLinks() {
        return symbolicLinks;
    }

    Set<Path> readOnly() {
        return readOnly;
    }
}
