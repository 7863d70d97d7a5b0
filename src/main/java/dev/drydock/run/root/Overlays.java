package dev.drydock.run.root;

import dev.drydock.failure.Cause;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.MountCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MountCalls of overlayfs. The option string of a mount has 4095 bytes, which as many absolute paths as a deep image has layers
 * do not fit in, and in which colons and commas separate; so directories get short links relative to the worker's current
 * directory, which is the scratch directory.
 */
public final class Overlays {

    private static final Path PARAMETERS = Path.of("/sys/module/overlay/parameters");
    private static final String LINKS = "l";

    private final Path scratch;
    private final Path empty;
    private final String fixedOptions;
    private final Map<Path, String> links = new HashMap<>();
    private int linkCount;
    private boolean canBeVolatile = true;

    Overlays(Path scratch, OverlayMarks marks) throws IOException {
        this.scratch = scratch;
        this.empty = Files.createDirectory(scratch.resolve("empty"));
        this.fixedOptions = fixedOptions(marks);
        Files.createDirectory(scratch.resolve(LINKS));
    }

    /**
     * Features that would make an upper directory depend on its lower ones are kept off whatever the machine's defaults:
     * it becomes the snapshot of a layer. Options older kernels do not know are left out, and with {@code userxattr} those
     * it rules out anyway.
     */
    private static String fixedOptions(OverlayMarks marks) {
        boolean user = marks == OverlayMarks.USER;
        var options = new StringBuilder(user ? ",userxattr" : "");
        for (String feature : user ? List.of("index") : List.of("index", "redirect_dir", "metacopy")) {
            if (Files.exists(PARAMETERS.resolve(feature))) {
                options.append(',').append(feature).append("=off");
            }
        }
        return options.toString();
    }

    /** MountCalls directories on top of each other, nothing of which can be changed. */
    public void mountReadOnly(List<Path> lowestFirst, Path target) throws IOException {
        var lower = new ArrayList<>(distinct(lowestFirst));
        // There must be two.
        while (lower.size() < 2) {
            lower.add(0, empty);
        }
        mount(lower, MountCalls.READ_ONLY | MountCalls.NO_DEVICES, target, "");
    }

    /**
     * MountCalls directories with one on top that takes all changes.
     *
     * @param work an empty directory beside the upper one
     * @param devices whether device nodes in it can be opened
     */
    public void mount(List<Path> lowestFirst, Path upper, Path work, boolean devices, Path target) throws IOException {
        var lower = lowestFirst.isEmpty() ? List.of(empty) : distinct(lowestFirst);
        String changing = ",upperdir=" + link(upper) + ",workdir=" + link(work);
        long flags = devices ? 0 : MountCalls.NO_DEVICES;
        try {
            // Nothing of a build that was cut off is used again, so nothing needs to be forced to the disk meanwhile.
            mount(lower, flags, target, changing + (canBeVolatile ? ",volatile" : ""));
        } catch (KernelException e) {
            if (e.errno() != Errno.EINVAL || !canBeVolatile) {
                throw e;
            }
            mount(lower, flags, target, changing);
            canBeVolatile = false;
        } finally {
            unlink(upper);
            unlink(work);
        }
    }

    /**
     * Without what is there again higher up, which the kernel refuses: two steps that change the same make the same layer.
     * Whatever the lower one of them shows, the higher one does.
     */
    private static List<Path> distinct(List<Path> lowestFirst) {
        var highestFirst = new ArrayList<>(lowestFirst);
        Collections.reverse(highestFirst);
        var distinct = new ArrayList<>(new LinkedHashSet<>(highestFirst));
        Collections.reverse(distinct);
        return distinct;
    }

    private void mount(List<Path> lowestFirst, long flags, Path target, String changing) throws IOException {
        var options = new StringBuilder("lowerdir=");
        for (int i = lowestFirst.size() - 1; i >= 0; i--) {
            options.append(link(lowestFirst.get(i))).append(i > 0 ? ":" : "");
        }
        options.append(changing).append(fixedOptions);
        MountCalls.mount("overlay", target.toString(), "overlay", flags, options.toString());
    }

    private synchronized String link(Path directory) throws IOException {
        String known = links.get(directory);
        if (known != null) {
            return known;
        }
        String name = LINKS + "/" + Integer.toString(linkCount++, Character.MAX_RADIX);
        Files.createSymbolicLink(scratch.resolve(name), directory);
        links.put(directory, name);
        return name;
    }

    private synchronized void unlink(Path directory) throws IOException {
        String name = links.remove(directory);
        if (name != null) {
            Files.delete(scratch.resolve(name));
        }
    }

    /** Why overlayfs cannot be used with upper directories in that place, null if it can. */
    @Nullable
    String probe(WorkPlaces work) throws IOException {
        Path target = Files.createDirectory(scratch.resolve("probe"));
        try (var place = work.create()) {
            Path lower = Files.createDirectory(place.resolve("lower"));
            Path upper = Files.createDirectory(place.resolve("upper"));
            Files.createFile(lower.resolve("gone"));
            Files.createDirectory(lower.resolve("replaced"));
            mount(List.of(lower), upper, Files.createDirectory(place.resolve("work")), false, target);
            try {
                Files.delete(target.resolve("gone"));
                Files.delete(target.resolve("replaced"));
                Files.createDirectory(target.resolve("replaced"));
            } finally {
                MountCalls.detach(target.toString());
            }
            return null;
        } catch (IOException e) {
            return Cause.of(e);
        }
    }
}
