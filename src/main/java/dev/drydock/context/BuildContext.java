package dev.drydock.context;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory behind its ignore rules. Directories are listed when first asked for and then remembered, so one context is
 * one state of the directory as far as names and metadata go. Excluded directories are not entered unless a {@code !} rule
 * may bring something below them back; then they appear if it does.
 *
 * <p>Paths are clean ({@link RootedPaths}), "" being the root, and exact: no symlink is followed, by us or by the JVM.
 * Several threads may use one context.
 */
public final class BuildContext {

    private final Path root;
    private final IgnoreRules rules;
    private final HostFile top;
    private final Set<Path> hidden;
    private final ContextDirectories directories;

    private BuildContext(Path root, IgnoreRules rules, HostFile top, Set<Path> hidden) {
        this.root = root;
        this.rules = rules;
        this.top = top;
        this.hidden = hidden;
        this.directories = new ContextDirectories(top, rules.patterns(), hidden);
    }

    /**
     * @param root a directory, or a link to one
     * @throws BuildFailure if it is not there, is no directory, or cannot be read
     */
    public static BuildContext open(Path root, IgnoreRules rules) {
        try {
            Path real = root.toRealPath();
            HostFile top = HostFile.read(real, "");
            if (!top.entry().isDirectory()) {
                throw BuildFailure.ofBuild(
                        "the build context " + root + " is not a directory",
                        "Set drydock.context to the directory that COPY is to read.");
            }
            return new BuildContext(real, rules, top, Set.of());
        } catch (NoSuchFileException e) {
            throw BuildFailure.ofBuild(
                    "the build context " + root + " does not exist",
                    "Set drydock.context to the directory that COPY is to read.");
        } catch (IOException e) {
            throw BuildFailure.ofCause("the build context " + root + " cannot be read", e);
        }
    }

    /**
     * The same directory without what is at this place, whatever the rules say. A build hides what it writes itself: read by a
     * COPY of everything, it would change with each build.
     *
     * @param place need not exist, nor be in the context
     */
    public BuildContext hiding(Path place) {
        Path parent = place.toAbsolutePath().normalize();
        List<Path> missing = new ArrayList<>();
        while (parent.getParent() != null && !Files.exists(parent)) {
            missing.add(0, parent.getFileName());
            parent = parent.getParent();
        }
        try {
            Path real = parent.toRealPath();
            for (Path name : missing) {
                real = real.resolve(name);
            }
            Set<Path> all = new HashSet<>(hidden);
            all.add(real);
            return new BuildContext(root, rules, top, all);
        } catch (IOException e) {
            throw BuildFailure.ofCause(place + " cannot be read", e);
        }
    }

    /** Where it is, all links resolved. */
    public Path root() {
        return root;
    }

    /** The file of that path, or null if there is none or it is excluded. */
    public @Nullable ContextFile get(String path) {
        return directories.get(path);
    }

    /** The line of the ignore file that leaves out what is at this path; empty if nothing is there or no line leaves it out. */
    public String excludedBy(String path) {
        Path host = host(path);
        return host == null || hides(path) || !Files.exists(host, NOFOLLOW_LINKS) ? "" : rules.excludedBy(path);
    }

    /** Whether what may be at this path is hidden, whatever the rules say. */
    public boolean hides(String path) {
        Path host = host(path);
        for (Path each : hidden) {
            if (host != null && host.startsWith(each)) {
                return true;
            }
        }
        return false;
    }

    /** Null for what cannot be a name on this system, or would lead elsewhere, such as {@code C:\x}. */
    private @Nullable Path host(String path) {
        try {
            Path host = HostNames.resolve(root, path);
            return host.startsWith(root) ? host : null;
        } catch (InvalidPathException noNameHere) {
            return null;
        }
    }

    /** Names in a directory, in the order of their bytes; empty for anything else. */
    public List<String> children(String directory) {
        return directories.names(directory);
    }

    /**
     * The content of a regular file.
     *
     * @throws NoSuchFileException if it is not there, is excluded or has no content to read
     */
    public InputStream open(String path) throws IOException {
        HostFile file = find(path);
        if (file == null || !file.entry().isFile()) {
            throw new NoSuchFileException(path);
        }
        return file.hasContent() ? Files.newInputStream(file.host(), NOFOLLOW_LINKS) : InputStream.nullInputStream();
    }

    /** Somebody lets himself be guided by that file; nothing if there is none. */
    public void note(String path) {
        directories.note(path);
    }

    /**
     * Shows all files {@link #note noted} and the directories listed so far, each as it was before. While they are the same, so
     * are all names in the context that anyone was told.
     */
    public void stamps(FileStamp.Visitor visitor) throws IOException {
        directories.stamps(visitor);
    }

    /** @throws BuildFailure if the file is not as it was when its directory was listed */
    public void checkUnchanged(String path) throws IOException {
        HostFile file = find(path);
        if (file == null) {
            throw changed(path);
        }
        checkUnchanged(file);
    }

    static void checkUnchanged(HostFile file) throws IOException {
        String path = file.entry().name();
        if (!HostFile.read(file.host(), path).stamp().equals(file.stamp())) {
            throw changed(path);
        }
    }

    static BuildFailure changed(String path) {
        return BuildFailure.ofEnvironment(
                "/" + path + " of the build context changed while it was read",
                "Build again while nothing changes the build context.",
                null);
    }

    /** Extended attributes that belong into an image, by name. */
    public Map<String, byte[]> xattrs(String path) throws IOException {
        HostFile file = find(path);
        return file == null ? Map.of() : HostXattrs.read(file);
    }

    @Nullable
    HostFile find(String path) {
        return directories.find(path);
    }
}
