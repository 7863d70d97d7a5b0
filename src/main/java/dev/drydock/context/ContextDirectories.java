package dev.drydock.context;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The directories of a context, listed when first asked for, without what the rules leave out. Used by several threads. */
final class ContextDirectories {

    /** So many files of one directory are worth looking at by several threads. */
    private static final int MANY = 50;

    private final HostFile top;
    private final PatternList rules;
    private final Set<Path> hidden;
    private final Map<String, Directory> directories = new ConcurrentHashMap<>();

    private record Child(String name, HostFile file) {}

    private record Directory(FileStamp before, PatternList.Match match, Map<String, HostFile> files) {}

    /** @param hidden places that are left out whatever the rules say */
    ContextDirectories(HostFile top, PatternList rules, Set<Path> hidden) {
        this.top = top;
        this.rules = rules;
        this.hidden = hidden;
    }

    /** Names in a directory, in the order of their bytes; empty for anything else. */
    List<String> names(String directory) {
        Directory found = directory(directory);
        return found == null ? List.of() : List.copyOf(found.files().keySet());
    }

    /** Those listed so far, each as it was before. */
    List<FileStamp> listed() {
        List<FileStamp> stamps = new ArrayList<>();
        for (Directory each : directories.values()) {
            stamps.add(each.before);
        }
        return stamps;
    }

    /** The file of that path, or null if there is none or it is excluded. */
    @Nullable
    HostFile find(String path) {
        if (path.isEmpty()) {
            return top;
        }
        Directory parent = directory(RootedPaths.parent(path));
        return parent == null ? null : parent.files().get(RootedPaths.name(path));
    }

    private @Nullable Directory directory(String path) {
        Directory known = directories.get(path);
        if (known != null) {
            return known;
        }
        HostFile file = find(path);
        if (file == null || !file.entry().isDirectory()) {
            return null;
        }
        PatternList.Match match = rules.root();
        if (!path.isEmpty()) {
            Directory parent = directory(RootedPaths.parent(path));
            match = (parent == null ? match : parent.match()).below(path);
        }
        return list(path, file, match);
    }

    private Directory list(String path, HostFile directory, PatternList.Match match) {
        Directory known = directories.get(path);
        if (known != null) {
            return known;
        }
        List<Path> children = childPaths(directory.host(), path);
        Map<String, HostFile> files = new TreeMap<>(ByteNames.BYTE_ORDER);
        for (Child child : children.size() < MANY ? look(children, path, match) : lookTogether(children, path, match)) {
            files.put(child.name, child.file);
        }
        var listed = new Directory(directory.stamp(), match, files);
        directories.put(path, listed);
        return listed;
    }

    private List<Child> look(List<Path> children, String path, PatternList.Match match) {
        List<Child> found = new ArrayList<>();
        for (Path child : children) {
            Child looked = look(child, path, match);
            if (looked != null) {
                found.add(looked);
            }
        }
        return found;
    }

    /** By all processors. */
    private List<Child> lookTogether(List<Path> children, String path, PatternList.Match match) {
        return children.parallelStream()
                .map(child -> look(child, path, match))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Child look(Path host, String directory, PatternList.Match match) {
        String name = HostNames.name(host);
        String path = RootedPaths.join(directory, name);
        HostFile file = visible(host, path, match.below(path));
        return file == null ? null : new Child(name, file);
    }

    private static List<Path> childPaths(Path host, String path) {
        List<Path> children = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(host)) {
            stream.forEach(children::add);
            return children;
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(path, e);
        }
    }

    private @Nullable HostFile visible(Path host, String path, PatternList.Match match) {
        if (hidden.contains(host) || match.matched() && !rules.mayTakeBackBelow(path)) {
            return null;
        }
        try {
            HostFile file = HostFile.read(host, path);
            if (!match.matched()) {
                return file;
            }
            boolean shown = file.entry().isDirectory()
                    && !list(path, file, match).files().isEmpty();
            return shown ? file : null;
        } catch (NoSuchFileException gone) {
            return null; // removed between listing and looking
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static BuildFailure unreadable(String path, Exception e) {
        return BuildFailure.ofEnvironment(
                "/" + path + " of the build context cannot be read: " + Cause.of(e),
                "Make it readable for this user, or exclude it in .dockerignore.",
                e);
    }
}
