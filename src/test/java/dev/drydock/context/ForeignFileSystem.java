package dev.drydock.context;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * A view of this machine's files as Windows would show them: {@code C:\} and backslashes, no modes, no file keys, attributes that a
 * program attached. Links that {@code unreadable} names cannot be read.
 */
final class ForeignFileSystem extends FileSystem {

    private final ForeignProvider provider;

    ForeignFileSystem(String unreadable) {
        this.provider = new ForeignProvider(this, unreadable);
    }

    /** A path of this machine as it is called there. */
    Path view(Path real) {
        return new ForeignPath(this, real.toAbsolutePath());
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "\\";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(view(Path.of("/")));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "dos", "acl", "owner", "user");
    }

    @Override
    public Path getPath(String first, String... more) {
        return ForeignPath.of(this, String.join("\\", first, String.join("\\", more)));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
