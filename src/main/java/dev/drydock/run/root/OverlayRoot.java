package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.MountCalls;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A root mounted from snapshots, with a directory on top that takes the changes and becomes a snapshot itself. */
final class OverlayRoot implements RunRoot {

    private final WorkerContext workshop;
    private final LayerStack stack;
    private final Path made;
    private final Path upper;
    private final Path target;
    private final Instant start;
    private final FileStatus rootBefore;
    private final OwnerTable table;
    private final FileOwners owners;
    private boolean mounted;

    private OverlayRoot(WorkerContext workshop, WorkPlace place, LayerStack stack, Path target) throws IOException {
        this.workshop = workshop;
        this.stack = stack;
        this.made = Files.createDirectory(place.resolve("layer"));
        this.upper = Files.createDirectory(made.resolve(Snapshots.FILES));
        this.target = target;
        this.table = stack.owners();
        this.owners = workshop.recordsOwners() ? FileOwners.recordedIn(table) : FileOwners.REAL;
        try (var directory = Directory.open(upper)) {
            // The clock of this file system, which is the one the times of changed files come from.
            this.start = directory.status(".").modified();
            stack.describeRoot(directory, owners);
            this.rootBefore = owners.of(directory, ".", directory.status("."));
        }
    }

    /**
     * @param place takes the changes; stays the caller's
     * @param scratch an existing directory of this run, to make a directory to mount on in
     * @param devices whether device nodes in the root can be opened
     * @param unpacking told of layers that are not there yet
     */
    static OverlayRoot mount(
            WorkerContext workshop,
            List<LayerFile> layers,
            WorkPlace place,
            Path scratch,
            boolean devices,
            Unpacking unpacking)
            throws IOException {
        Path target = Files.createDirectory(scratch.resolve("root"));
        var stack = LayerStack.open(layers, workshop, unpacking);
        try {
            var root = new OverlayRoot(workshop, place, stack, target);
            Path work = Files.createDirectory(place.resolve("work"));
            workshop.overlays().mount(stack.directories(), root.upper, work, devices, target);
            root.mounted = true;
            return root;
        } catch (IOException | RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return target;
    }

    @Override
    public OwnerTable owners() {
        return table;
    }

    @Override
    public CapturedLayer capture(Capture capture, Path scratch) throws IOException {
        unmount();
        try (var changed = Directory.open(upper);
                var below = RootBefore.open(workshop, stack, scratch)) {
            var changes = new ChangeWriter(changed, workshop.marks(), owners, start, capture.timestamp());
            try (var layer = LayerCapture.open(capture)) {
                boolean describesRoot = changes.write(below.root(), rootBefore, layer.writer());
                return layer.finish(diffId -> workshop.snapshots().keep(diffId, made, describesRoot, table));
            }
        }
    }

    private void unmount() throws IOException {
        if (mounted) {
            mounted = false;
            MountCalls.detach(target.toString());
        }
    }

    @Override
    public void close() throws IOException {
        try (stack) {
            unmount();
        }
    }
}
