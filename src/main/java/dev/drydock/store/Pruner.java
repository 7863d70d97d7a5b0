package dev.drydock.store;

import dev.drydock.io.HeldFiles;
import dev.drydock.store.Records.SizedLayer;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes room: blobs first, then whatever speaks of blobs that are gone. */
final class Pruner {

    private final StoreLayout layout;
    private final Session session;
    private final PruneSigns prunes;
    private final boolean dryRun;
    private final Set<Path> gone = new HashSet<>();
    private TreeDeletion.Size removed = TreeDeletion.Size.NONE;

    Pruner(StoreLayout layout, Session session, boolean dryRun) {
        this.layout = layout;
        this.dryRun = dryRun;
        this.session = session;
        this.prunes = new PruneSigns(layout);
    }

    private record Item(Path file, long size, Instant used) {}

    PruneReport prune(Duration olderThan, long keepBytes) throws IOException {
        if (dryRun) {
            return pruneMarked(olderThan, keepBytes);
        }
        Path mark = prunes.begin(session);
        try {
            return pruneMarked(olderThan, keepBytes);
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    private PruneReport pruneMarked(Duration olderThan, long keepBytes) throws IOException {
        if (!dryRun) {
            removed = removed.plus(Session.removeDead(layout.sessions()));
        }
        Instant now = Instant.now();
        Instant expired = now.minus(olderThan);
        // Things a living session has used may be in its hands.
        Instant other = session.oldestOther(layout.sessions());
        Instant untouchable = other == null ? session.began() : earlier(other, session.began());
        removeExpired(layout.steps(), earlier(expired, untouchable));
        removeExpired(layout.commands(), earlier(expired, untouchable));
        removeExpired(layout.references(), earlier(expired, untouchable));
        removeExpired(layout.memos(), earlier(expired, untouchable));
        // Locks of processes that were killed; a lock is a file only while it is held.
        removeExpired(layout.locks(), untouchable);
        removeExpired(layout.libraries(), earlier(expired, untouchable));
        removeExpired(layout.urls(), earlier(expired, untouchable));
        removeExpired(layout.findings(), earlier(expired, untouchable));
        List<Item> items = blobs();
        addShelf(layout.downloads(), items);
        addShelf(layout.checkouts(), items);
        addShelf(layout.runtimes(), items);
        addShelf(layout.worker(), items);
        long total = total();
        items.sort(Comparator.comparing(Item::used));
        for (Item item : items) {
            boolean old = item.used.isBefore(expired);
            boolean spared = !item.used.isBefore(untouchable) || hasBeenUsedSince(item);
            if ((old || total > keepBytes) && !spared) {
                removeWhole(item.file);
                total -= item.size;
            }
        }
        removeOrphans(untouchable);
        return new PruneReport(removed.files(), removed.bytes(), total() - (dryRun ? removed.bytes() : 0));
    }

    /** A directory goes out of sight first, so that nobody finds half of it. */
    private void removeWhole(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            removed = removed.plus(remove(path));
            return;
        }
        Path doomed = path;
        if (!dryRun) {
            doomed = session.directory().resolve("pruned-" + UUID.randomUUID());
            try {
                Files.move(path, doomed, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                return; // another pruner was faster
            } catch (FileSystemException e) {
                if (HeldFiles.areAt(path)) {
                    return; // someone has a file of it open
                }
                throw e;
            }
        }
        removed = removed.plus(remove(doomed)).plus(remove(SharedFolders.mark(path)));
    }

    /** Or only counts it as gone. */
    private TreeDeletion.Size remove(Path path) throws IOException {
        if (!dryRun) {
            return deleted(path);
        }
        TreeDeletion.Size size = TreeDeletion.Size.NONE;
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : list(path)) {
                size = size.plus(remove(child));
            }
        } else {
            size = TreeDeletion.measure(path);
        }
        return gone.add(path) ? size : TreeDeletion.Size.NONE;
    }

    /** Files that someone has open on Windows stay, and a directory that is just being filled again; neither is a fault. */
    private static TreeDeletion.Size deleted(Path path) throws IOException {
        try {
            return TreeDeletion.delete(path);
        } catch (DirectoryNotEmptyException filled) {
            return TreeDeletion.Size.NONE;
        } catch (FileSystemException held) {
            if (HeldFiles.areAt(path)) {
                return TreeDeletion.Size.NONE;
            }
            throw held;
        }
    }

    private boolean exists(Path file) {
        return Files.exists(file) && !gone.contains(file);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private long total() throws IOException {
        long total = 0;
        for (Path part : List.of(
                layout.blobs(),
                layout.layers(),
                layout.steps(),
                layout.commands(),
                layout.references(),
                layout.memos(),
                layout.libraries(),
                layout.findings(),
                layout.remote(),
                layout.runtimes(),
                layout.worker())) {
            total += TreeDeletion.measure(part).bytes();
        }
        return total;
    }

    private void removeExpired(Path directory, Instant limit) throws IOException {
        for (Path file : list(directory)) {
            Optional<Item> item = item(file);
            if (item.isPresent() && item.get().used.isBefore(limit)) {
                removed = removed.plus(remove(file));
            }
        }
    }

    /** Layers and steps whose blob is gone. */
    private void removeOrphans(Instant untouchable) throws IOException {
        for (Path algorithm : list(layout.layers())) {
            for (Path directory : list(algorithm)) {
                // One that changes now is being filled.
                Optional<Item> item = item(directory);
                if (item.isPresent() && item.get().used.isBefore(untouchable)) {
                    removeOrphanedRecords(directory);
                }
            }
        }
        for (Path file : list(layout.steps())) {
            Optional<StepRecord> step = Records.readStep(file);
            if (step.isPresent()
                    && !exists(layout.blob(step.get().layer().blob().digest()))) {
                removed = removed.plus(remove(file));
            }
        }
    }

    private void removeOrphanedRecords(Path layerDirectory) throws IOException {
        boolean used = false;
        for (Path file : list(layerDirectory)) {
            if (file.endsWith(StoreLayout.INDEX)) {
                continue;
            }
            Optional<SizedLayer> layer = Records.readLayer(file);
            if (layer.isPresent()
                    && exists(layout.blob(layer.get().layer().blob().digest()))) {
                used = true;
            } else {
                removed = removed.plus(remove(file));
            }
        }
        if (!used) {
            removed = removed.plus(remove(layerDirectory));
        }
    }

    private List<Item> blobs() throws IOException {
        List<Item> blobs = new ArrayList<>();
        for (Path algorithm : list(layout.blobs())) {
            for (Path file : list(algorithm)) {
                item(file).ifPresent(blobs::add);
            }
        }
        return blobs;
    }

    private void addShelf(Path directory, List<Item> items) throws IOException {
        for (Path path : list(directory)) {
            if (!SharedFolders.isMark(path)) {
                Optional<Instant> used = used(path);
                if (used.isPresent()) {
                    items.add(new Item(path, TreeDeletion.measure(path).bytes(), used.get()));
                }
            }
        }
    }

    /** By a build that saw the time another build had set, and so did not wait for this prune. */
    private static boolean hasBeenUsedSince(Item item) throws IOException {
        Optional<Instant> used = used(item.file);
        return used.isPresent() && used.get().isAfter(item.used);
    }

    private static Optional<Instant> used(Path path) throws IOException {
        Optional<Item> item = item(path);
        Optional<Item> mark = item(SharedFolders.mark(path));
        if (item.isPresent() && mark.isPresent() && mark.get().used.isAfter(item.get().used)) {
            item = mark;
        }
        return item.isPresent() ? Optional.of(item.get().used) : Optional.empty();
    }

    private static Optional<Item> item(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Item(
                    file, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        return files;
    }
}
