package dev.drydock.sandbox.owners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Owners of files that cannot have an attribute: symlinks, fifos, sockets, and whatever lies on a file system without. They go by
 * the inode and its birth, as the number alone is used again when a file is gone.
 *
 * <p>Kept in a file as lines {@code INODE BIRTH UID GID}: files of a snapshot stay where they are.
 */
public final class OwnerTable {

    private record Key(long inode, Instant born) {}

    private final Map<Key, Owner> known = new HashMap<>();
    private final Map<Key, Owner> recorded = new ConcurrentHashMap<>();

    /**
     * Adds what a file says, which may be missing; only before anything is recorded.
     *
     * @throws IOException also if the file is damaged: with owners left out, files would become somebody else's
     */
    public void load(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            try {
                add(line.split(" "));
            } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
                throw new IOException(file + " is damaged: it has the line '" + line + "'", e);
            }
        }
    }

    private void add(String[] words) {
        known.put(
                new Key(Long.parseLong(words[0]), Instant.parse(words[1])),
                Owner.of(Integer.parseUnsignedInt(words[2]), Integer.parseUnsignedInt(words[3])));
    }

    /** Writes what was recorded since, and nothing that was loaded; no file for nothing. */
    public void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        recorded.forEach((key, owner) -> {
            if (!owner.isDefault()) {
                lines.add(key.inode() + " " + key.born() + " " + Integer.toUnsignedString(owner.uid()) + " "
                        + Integer.toUnsignedString(owner.gid()));
            }
        });
        if (!lines.isEmpty()) {
            Files.write(file, lines);
        }
    }

    boolean isEmpty() {
        return known.isEmpty() && recorded.isEmpty();
    }

    @Nullable
    Owner find(long inode, Instant born) {
        var key = new Key(inode, born);
        var owner = recorded.get(key);
        return owner == null ? known.get(key) : owner;
    }

    void record(long inode, Instant born, Owner owner) {
        recorded.put(new Key(inode, born), owner);
    }
}
