package dev.drydock.jib;

import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.layer.Accounts;
import dev.drydock.layer.Accounts.Owner;
import dev.drydock.plan.Mapping;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer put together anew of entries. Those that are as they were given become what they would have become without extensions;
 * of others permissions, owner and time are what the entry says. Owners given by name have to be looked up in the image, which a
 * step does for one owner: each makes a part of its own.
 */
final class RebuiltLayer {

    private final @Nullable Instant time;
    private final Map<FileEntry, Integer> given = new HashMap<>();
    private final Map<String, Integer> shownModes = new HashMap<>();

    /** @param time of the image's files; null if each keeps its own */
    RebuiltLayer(List<GivenLayer> layers, @Nullable Instant time) {
        this.time = time;
        for (GivenLayer layer : layers) {
            given.putAll(layer.modes());
            layer.modes().forEach((entry, mode) -> shownModes.put(place(entry), mode));
        }
    }

    /**
     * @param trees takes the tree of each part
     * @param origin the layer it was; null if there was none
     */
    List<Part> parts(
            Map<String, List<Mapping>> trees, @Nullable GivenLayer origin, String name, List<FileEntry> entries) {
        String usual = origin == null ? "" : origin.part().owner();
        Map<String, List<Mapping>> byOwner = new LinkedHashMap<>();
        if (origin != null && !origin.links().isEmpty()) {
            byOwner.put(usual, new ArrayList<>(origin.links()));
        }
        for (FileEntry entry : entries) {
            boolean whole = entry.getOwnership().equals(usual) || Accounts.needsFiles(entry.getOwnership());
            String owner = whole ? entry.getOwnership() : "";
            byOwner.computeIfAbsent(owner, o -> new ArrayList<>()).add(mapping(entry, whole));
        }
        List<Part> parts = new ArrayList<>();
        Part.Origin from = origin == null ? Part.Origin.MODULE : origin.part().origin();
        byOwner.forEach((owner, files) -> {
            String into = directory(
                    files,
                    origin == null ? null : RootedPaths.clean(origin.part().into()));
            List<Mapping> tree = files.stream().map(file -> below(into, file)).toList();
            parts.add(new Part.Files(Mapping.keep(trees, name, tree), "/" + into, owner, from));
        });
        return parts;
    }

    /** @param whole whether the owner is that of the part as a whole, and so not to be said here */
    private Mapping mapping(FileEntry entry, boolean whole) {
        Path source = entry.getSourceFile().toAbsolutePath();
        check(entry, source);
        String path = place(entry);
        Integer mode = given.get(entry);
        if (mode != null && (whole || entry.getOwnership().isEmpty())) {
            return Files.isDirectory(source) ? new Mapping.Directory(path, mode) : new Mapping.File(path, source, mode);
        }
        Owner owner = whole ? Owner.ROOT : Accounts.NONE.owner(entry.getOwnership());
        Instant modified = entry.getModificationTime();
        return new Mapping.Placed(
                path, source, mode(entry), owner.uid(), owner.gid(), modified.equals(time) ? null : modified);
    }

    /** The bits that a plan has no place for stay if the others do. */
    private int mode(FileEntry entry) {
        int wanted = entry.getPermissions().getPermissionBits();
        Integer shown = shownModes.get(place(entry));
        return shown != null && (shown & 0777) == wanted ? shown : wanted;
    }

    private static void check(FileEntry entry, Path source) {
        if (!source.getFileSystem().equals(FileSystems.getDefault())) {
            throw BuildFailure.ofBuild(
                    "An extension of Jib puts " + source + " into the image as " + entry.getExtractionPath()
                            + ", which is not a file of this machine",
                    "Drydock takes files of the machine's own file system; tell the author of the extension.");
        }
        if (!Files.exists(source)) {
            throw BuildFailure.ofBuild(
                    "An extension of Jib puts " + source + " into the image as " + entry.getExtractionPath()
                            + ", but there is no such file",
                    "See in the documentation of the extension what has to be built before.");
        }
    }

    private static String place(FileEntry entry) {
        return RootedPaths.clean(entry.getExtractionPath().toString());
    }

    /**
     * The directory that all files are in: the one they were copied to, if they still go there, or else the lowest. Links of the
     * image that lead to it are followed.
     */
    private static String directory(List<Mapping> files, @Nullable String usual) {
        String directory = usual == null ? RootedPaths.parent(path(files.get(0))) : usual;
        for (Mapping file : files) {
            while (!isBelow(directory, path(file))) {
                directory = RootedPaths.parent(directory);
            }
        }
        return directory;
    }

    private static boolean isBelow(String directory, String path) {
        return directory.isEmpty() || path.startsWith(directory + "/");
    }

    private static String path(Mapping mapping) {
        if (mapping instanceof Mapping.File file) {
            return file.path();
        } else if (mapping instanceof Mapping.Placed placed) {
            return placed.path();
        } else if (mapping instanceof Mapping.Directory folder) {
            return folder.path();
        } else if (mapping instanceof Mapping.Link link) {
            return link.path();
        }
        throw new IllegalArgumentException(mapping.toString());
    }

    private static Mapping below(String directory, Mapping mapping) {
        int cut = directory.isEmpty() ? 0 : directory.length() + 1;
        if (mapping instanceof Mapping.File file) {
            return new Mapping.File(file.path().substring(cut), file.host(), file.mode());
        } else if (mapping instanceof Mapping.Placed placed) {
            return new Mapping.Placed(
                    placed.path().substring(cut),
                    placed.host(),
                    placed.mode(),
                    placed.uid(),
                    placed.gid(),
                    placed.modified());
        } else if (mapping instanceof Mapping.Directory folder) {
            return new Mapping.Directory(folder.path().substring(cut), folder.mode());
        } else if (mapping instanceof Mapping.Link link) {
            return new Mapping.Link(link.path().substring(cut), link.target());
        }
        throw new IllegalArgumentException(mapping.toString());
    }
}
