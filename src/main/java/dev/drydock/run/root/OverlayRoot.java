package dev.drydock.run.root;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A root mounted from snapshots, with a directory on top that takes the changes and becomes a snapshot itself. */
final class OverlayRoot implements RunRoot {

    private final WorkerContext workshop;
    private final WorkPlace place;
    private final LayerStack stack;
    private final @Nullable Succession before;
    private final Path made;
    private final Path upper;
    private final Path target;
    private final Instant start;
    private final FileStatus rootBefore;
    private final OwnerTable table;
    private final FileOwners owners;
    private boolean mounted;

    private OverlayRoot(
            WorkerContext workshop, WorkPlace place, LayerStack stack, @Nullable Succession before, Path target)
            throws IOException {
        this.workshop = workshop;
        this.place = place;
        this.stack = stack;
        this.before = before;
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
            WorkerContext workshop, Ground ground, WorkPlace place, Path scratch, boolean devices, Unpacking unpacking)
            throws IOException {
        Path target = Files.createDirectory(scratch.resolve("root"));
        var before = ground.before();
        if (before != null) {
            before.awaitSettled();
            var below = LayerStack.open(ground.layers(), workshop, unpacking);
            Optional<OverlayRoot> root = Optional.empty();
            try {
                root = before.stand(top -> mount(workshop, place, below.with(top), before, devices, target));
            } finally {
                if (root.isEmpty()) {
                    below.close();
                }
            }
            if (root.isPresent()) {
                return root.get();
            }
        }
        var stack = LayerStack.open(ground.asLayers(), workshop, unpacking);
        try {
            return mount(workshop, place, stack, null, devices, target);
        } catch (IOException | RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    private static OverlayRoot mount(
            WorkerContext workshop,
            WorkPlace place,
            LayerStack stack,
            @Nullable Succession before,
            boolean devices,
            Path target)
            throws IOException {
        var root = new OverlayRoot(workshop, place, stack, before, target);
        Path work = Files.createDirectory(place.resolve("work"));
        workshop.overlays().mount(stack.directories(), root.upper, work, devices, target);
        root.mounted = true;
        return root;
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
    public CapturedLayer capture(Capture capture, Path scratch, Succession next) throws IOException {
        unmount();
        try (var layer = LayerCapture.open(capture)) {
            boolean describesRoot =
                    next.isWanted() ? settleAndWrite(capture, layer, scratch, next) : write(capture, layer, scratch);
            var captured =
                    layer.finish(diffId -> next.keep(() -> workshop.snapshots().keep(diffId, made, describesRoot)));
            next.made(captured.asLayerFile());
            return captured;
        }
    }

    private boolean write(Capture capture, LayerCapture layer, Path scratch) throws IOException {
        try (var changed = Directory.open(upper);
                var below = RootBefore.open(workshop, directoriesBelow(), scratch)) {
            boolean describesRoot = changes(changed, capture).write(below.root(), rootBefore, layer.writer());
            Snapshots.saveOwners(table, made);
            return describesRoot;
        }
    }

    /** In two passes, for another run waits: it takes its time to read what this one has made, but not to see what that is. */
    private boolean settleAndWrite(Capture capture, LayerCapture layer, Path scratch, Succession next)
            throws IOException {
        boolean describesRoot;
        try (var changed = Directory.open(upper);
                var below = RootBefore.open(workshop, directoriesBelow(), scratch)) {
            describesRoot = changes(changed, capture).settle(below.root(), rootBefore);
        }
        Snapshots.saveOwners(table, made);
        next.settled(place, upper, describesRoot);
        try (var settled = SettledDirectory.open(upper, scratch)) {
            new SettledWriter(workshop.marks(), owners).write(settled.directory(), describesRoot, layer.writer());
        }
        return describesRoot;
    }

    private ChangeWriter changes(Directory changed, Capture capture) {
        return new ChangeWriter(changed, workshop.marks(), owners, start, capture.timestamp());
    }

    /** If there is a run before, when it is a layer: until then its directory may move. */
    private List<Path> directoriesBelow() throws IOException {
        if (before == null) {
            return stack.directories();
        }
        var directories = new ArrayList<>(stack.directories());
        directories.set(directories.size() - 1, before.awaitFiles());
        return directories;
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
