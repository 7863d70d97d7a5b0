package dev.drydock.context;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path of a {@link ForeignFileSystem}: a path of this machine, written as on Windows. */
record ForeignPath(ForeignFileSystem system, Path real) implements Path {

    static Path real(Path path) {
        return ((ForeignPath) path).real;
    }

    private Path wrap(Path path) {
        return path == null ? null : new ForeignPath(system, path);
    }

    private static Path parse(String text) {
        String local = text.startsWith("C:") ? text.substring(2) : text;
        return Path.of(local.replace('\\', '/'));
    }

    static Path of(ForeignFileSystem system, String text) {
        return new ForeignPath(system, parse(text));
    }

    @Override
    public String toString() {
        return (real.isAbsolute() ? "C:" : "") + real.toString().replace('/', '\\');
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return wrap(real.getRoot());
    }

    @Override
    public Path getFileName() {
        return wrap(real.getFileName());
    }

    @Override
    public Path getParent() {
        return wrap(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrap(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return wrap(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ForeignPath foreign && real.startsWith(foreign.real);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof ForeignPath foreign && real.endsWith(foreign.real);
    }

    @Override
    public Path normalize() {
        return wrap(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return wrap(real.resolve(real(other)));
    }

    /** Takes only what Windows takes: a name with a slash in it is none of ours. */
    @Override
    public Path resolve(String other) {
        if (other.startsWith("C:\\")) {
            return ForeignPath.of(system, other);
        }
        for (char none : "/:*?<>|\"".toCharArray()) {
            if (other.indexOf(none) >= 0) {
                throw new InvalidPathException(other, "Illegal char <" + none + ">");
            }
        }
        return wrap(real.resolve(parse(other)));
    }

    @Override
    public Path relativize(Path other) {
        return wrap(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return URI.create("file:///C:" + real.toUri().getRawPath());
    }

    @Override
    public Path toAbsolutePath() {
        return wrap(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return wrap(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }
}
