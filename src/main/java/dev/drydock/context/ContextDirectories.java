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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The directories of a context, listed when first asked for, without what the rules leave out. Used by several threads. */
final class ContextDirectories {

    /** So many files of one directory are worth looking at by several threads. */
    private static final int MANY = 50;

    /** So many are looked at before they are put into their rows. */
    private static final int AT_ONCE = 2000;

    private final HostFile top;
    private final PatternList rules;
    private final Set<Path> hidden;
    private final Map<String, Directory> directories = new ConcurrentHashMap<>();

    /** @param before the stamp of one that may not be among the files of the directory it is in; else null */
    private record Directory(
            Path host, long device, @Nullable FileStamp before, PatternList.Match match, FileRows files) {}

    /** @param hidden places that are left out whatever the rules say */
    ContextDirectories(HostFile top, PatternList rules, Set<Path> hidden) {
        this.top = top;
        this.rules = rules;
        this.hidden = hidden;
    }

    /** Names in a directory, in the order of their bytes; empty for anything else. */
    List<String> names(String directory) {
        Directory found = directory(directory);
        return found == null ? List.of() : found.files.names();
    }

    /** Shows the stamps of all directories listed so far and of all files noted, each as it was before. */
    void stamps(FileStamp.Visitor visitor) throws IOException {
        for (Map.Entry<String, Directory> each : directories.entrySet()) {
            Directory directory = each.getValue();
            FileStamp before = directory.before == null ? stamp(each.getKey()) : directory.before;
            if (before != null) {
                visitor.stamp(before);
            }
            FileRows files = directory.files;
            for (int row = 0; row < files.size(); row++) {
                if (files.isNoted(row)) {
                    visitor.stamp(files.stamp(row, directory.host, directory.device));
                }
            }
        }
    }

    /** A file that was listed: its directory, and its row there. */
    private record Place(Directory parent, int row) {}

    /** Null for the context itself, and if nothing is there or it is excluded. */
    private @Nullable Place place(String path) {
        Directory parent = path.isEmpty() ? null : directory(RootedPaths.parent(path));
        int row = parent == null ? -1 : parent.files.find(RootedPaths.name(path));
        return parent == null || row < 0 ? null : new Place(parent, row);
    }

    /** The file of that path, or null if there is none or it is excluded. */
    @Nullable
    HostFile find(String path) {
        Place at = place(path);
        if (at == null) {
            return path.isEmpty() ? top : null;
        }
        return at.parent.files.file(at.row, path, at.parent.host, at.parent.device);
    }

    /** The same without where it is. */
    @Nullable
    ContextFile get(String path) {
        Place at = place(path);
        if (at == null) {
            return path.isEmpty() ? ContextFile.of(top) : null;
        }
        return at.parent.files.contextFile(at.row, path, at.parent.device);
    }

    /** The stamp of that file alone. */
    private @Nullable FileStamp stamp(String path) {
        Place at = place(path);
        if (at == null) {
            return path.isEmpty() ? top.stamp() : null;
        }
        return at.parent.files.stamp(at.row, at.parent.host, at.parent.device);
    }

    /** Has the stamp of that file be among {@link #stamps}. */
    void note(String path) {
        Place at = place(path);
        if (at != null) {
            at.parent.files.note(at.row);
        }
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
        long device = directory.stamp().device();
        List<String> names = childNames(directory.host(), path);
        FileRowsBuilder rows = new FileRowsBuilder(device);
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            HostFile[] files = new HostFile[some.size()];
            look(some, new Look(directory.host(), path, match), files);
            for (int i = 0; i < files.length; i++) {
                if (files[i] != null) {
                    rows.add(some.get(i), files[i]);
                }
            }
        }
        FileStamp before = match.matched() ? directory.stamp() : null;
        Directory listed = new Directory(directory.host(), device, before, match, rows.build());
        Directory other = directories.putIfAbsent(path, listed);
        return other == null ? listed : other;
    }

    /** A directory being listed. */
    private record Look(Path host, String path, PatternList.Match match) {}

    private void look(List<String> names, Look directory, HostFile[] files) {
        if (names.size() < MANY) {
            for (int i = 0; i < files.length; i++) {
                files[i] = look(names.get(i), directory);
            }
        } else {
            lookTogether(names, directory, files);
        }
    }

    /** By all processors. */
    private void lookTogether(List<String> names, Look directory, HostFile[] files) {
        IntStream.range(0, files.length).parallel().forEach(i -> files[i] = look(names.get(i), directory));
    }

    private @Nullable HostFile look(String name, Look directory) {
        String path = RootedPaths.join(directory.path, name);
        return visible(HostNames.resolve(directory.host, name), path, directory.match.below(path));
    }

    private static List<String> childNames(Path host, String path) {
        List<String> names = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(host)) {
            for (Path child : stream) {
                names.add(HostNames.name(child));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(path, e);
        }
        names.sort(ByteNames.BYTE_ORDER);
        return names;
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
                    && list(path, file, match).files().size() > 0;
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
