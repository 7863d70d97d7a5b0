package dev.drydock.foreign;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Locale;

/** A path of a {@link ForeignFileSystem}: a root of that system, and names. A class and no record: no digest is to look inside. */
final class ForeignPath implements Path {

    private final ForeignFileSystem system;
    private final String root;
    private final Path names;

    /** @param root ignored for a relative path */
    ForeignPath(ForeignFileSystem system, String root, Path names) {
        this.system = system;
        this.root = names.isAbsolute() ? root : "";
        this.names = names;
    }

    String root() {
        return root;
    }

    /** With slashes, and one in front if the path is absolute. */
    Path names() {
        return names;
    }

    /** Takes only what the system takes. */
    static ForeignPath parse(ForeignFileSystem system, String text) {
        boolean windows = system.manners().separator() == '\\';
        if (!windows) {
            return new ForeignPath(system, "", Path.of(text));
        }
        String local = text.replace('/', '\\');
        String root = "";
        for (String each : system.roots()) {
            if (local.toUpperCase(Locale.ROOT).startsWith(each.toUpperCase(Locale.ROOT) + "\\")) {
                root = each;
            }
        }
        String names = local.substring(root.length());
        if (root.isEmpty() && names.startsWith("\\")) {
            throw new InvalidPathException(text, "No drive, and no share that is known");
        }
        for (char none : ":*?<>|\"".toCharArray()) {
            if (names.indexOf(none) >= 0) {
                throw new InvalidPathException(text, "Illegal char <" + none + ">");
            }
        }
        if (names.endsWith(" ") || names.contains(" \\")) {
            throw new InvalidPathException(text, "Trailing char < >");
        }
        return new ForeignPath(system, root, Path.of(names.replace('\\', '/')));
    }

    private ForeignPath wrap(Path path) {
        return path == null ? null : new ForeignPath(system, root, path);
    }

    private ForeignPath ours(Path path) {
        if (path instanceof ForeignPath foreign && foreign.system == system) {
            return foreign;
        }
        throw new ProviderMismatchException(path + " is no path of this file system");
    }

    @Override
    public String toString() {
        return root + names.toString().replace('/', system.manners().separator());
    }

    /** Windows compares names without regard to case, macOS does not. */
    private String key() {
        return system.manners().separator() == '\\' ? toString().toUpperCase(Locale.ROOT) : toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForeignPath path
                && path.system == system
                && path.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public int compareTo(Path other) {
        return key().compareTo(ours(other).key());
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return names.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return wrap(names.getRoot());
    }

    @Override
    public Path getFileName() {
        return wrap(names.getFileName());
    }

    @Override
    public Path getParent() {
        return wrap(names.getParent());
    }

    @Override
    public int getNameCount() {
        return names.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrap(names.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return wrap(names.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ForeignPath path
                && path.root.equalsIgnoreCase(root)
                && Path.of(caseless(names)).startsWith(Path.of(caseless(path.names)));
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof ForeignPath path && Path.of(caseless(names)).endsWith(Path.of(caseless(path.names)));
    }

    private String caseless(Path path) {
        return system.manners().separator() == '\\' ? path.toString().toUpperCase(Locale.ROOT) : path.toString();
    }

    @Override
    public Path normalize() {
        return wrap(names.normalize());
    }

    @Override
    public Path resolve(Path other) {
        ForeignPath path = ours(other);
        return path.isAbsolute() ? path : wrap(names.resolve(path.names));
    }

    @Override
    public Path resolve(String other) {
        return resolve(parse(system, other));
    }

    /** Names of both are taken as they are written, so the same case is expected of what they share. */
    @Override
    public Path relativize(Path other) {
        ForeignPath path = ours(other);
        if (!path.root.equalsIgnoreCase(root)) {
            throw new IllegalArgumentException("'other' has different root");
        }
        return new ForeignPath(system, "", names.relativize(path.names));
    }

    @Override
    public URI toUri() {
        String text = ((ForeignPath) toAbsolutePath()).names.toUri().getRawPath();
        return URI.create(
                root.startsWith("\\\\") ? "file:" + root.replace('\\', '/') + text : "file:///" + root + text);
    }

    @Override
    public File toFile() {
        return system.find(this).toFile();
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : system.view(names.toAbsolutePath());
    }

    /** As the names are written on disk. */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = system.find(this).toRealPath(options);
        ForeignPath absolute = (ForeignPath) toAbsolutePath();
        Path shown = system.find(new ForeignPath(system, absolute.root, Path.of("/")));
        return new ForeignPath(system, absolute.root, Path.of("/").resolve(shown.relativize(real)));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }
}
