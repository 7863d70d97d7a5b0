package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.run.root.Snapshots.Snapshot;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The snapshots of some layers, lowest first, kept while this is open. */
public record LayerStack(List<Snapshot> snapshots) implements AutoCloseable {

    /** Unpacks what is missing, several layers at once. */
    public static LayerStack open(List<LayerFile> layers, WorkerContext workshop, Unpacking listener)
            throws IOException {
        List<CompletableFuture<Snapshot>> opening = new ArrayList<>();
        for (var layer : layers) {
            opening.add(CompletableFuture.supplyAsync(
                    () -> open(layer, workshop.snapshots(), listener), workshop.unpackers()));
        }
        try {
            var opened = new ArrayList<Snapshot>();
            for (var each : opening) {
                opened.add(each.get());
            }
            return new LayerStack(List.copyOf(opened));
        } catch (InterruptedException e) {
            closeAll(opening);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("unpacking layers").initCause(e);
        } catch (ExecutionException e) {
            closeAll(opening);
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        }
    }

    /** Those still being unpacked are closed when they are. */
    private static void closeAll(List<CompletableFuture<Snapshot>> opening) {
        opening.forEach(each -> each.thenAccept(LayerStack::closeLate));
    }

    private static void closeLate(Snapshot snapshot) {
        try {
            snapshot.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Snapshot open(LayerFile layer, Snapshots store, Unpacking listener) {
        try {
            return store.open(layer, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Path> directories() {
        return snapshots.stream().map(Snapshot::files).toList();
    }

    boolean isEmpty() {
        return snapshots.isEmpty();
    }

    /** With one more on top, which is closed with the others. */
    LayerStack with(Snapshot top) {
        var all = new ArrayList<>(snapshots);
        all.add(top);
        return new LayerStack(List.copyOf(all));
    }

    /** Whom their files belong to that can have no attribute. */
    OwnerTable owners() throws IOException {
        var table = new OwnerTable();
        for (var snapshot : snapshots) {
            snapshot.loadOwners(table);
        }
        return table;
    }

    /** Copies them into an empty directory. */
    public void copyTo(Path tree, OverlayMarks marks) throws IOException {
        try (var root = Directory.open(tree)) {
            var applier = new LayerApplier(marks);
            for (Path layer : directories()) {
                applier.apply(layer, root);
            }
            describeRoot(root, FileOwners.REAL);
        }
    }

    /**
     * Gives a directory the owner, mode and times of these layers' root.
     *
     * @return false if no layer says any
     */
    boolean describeRoot(Directory root, FileOwners owners) throws IOException {
        root.setMode(".", 0755);
        for (int i = snapshots.size() - 1; i >= 0; i--) {
            if (snapshots.get(i).describesRoot()) {
                try (var described = Directory.open(snapshots.get(i).files())) {
                    FileStatus status = owners.of(described, ".", described.status("."));
                    owners.set(root, ".", Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid()));
                    root.setMode(".", status.permissions());
                    root.setModified(".", status.modified());
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        // Only the last can fail to, if it is the directory of a run whose place goes with it.
        for (var snapshot : snapshots) {
            snapshot.close();
        }
    }
}
