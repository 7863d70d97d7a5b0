package dev.drydock.foreign;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The abilities of a {@link ForeignFileSystem}: what its kind can, and what it refuses with which exception. */
final class ForeignProvider extends FileSystemProvider {

    private static final String IN_USE =
            "The process cannot access the file because it is being used by another process";

    private final ForeignFileSystem system;

    ForeignProvider(ForeignFileSystem system) {
        this.system = system;
    }

    private Path real(Path path) {
        return system.find((ForeignPath) path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        try {
            if (system.manners().hasModes()) {
                return Files.readAttributes(real(path), type, options);
            }
            if (type != BasicFileAttributes.class && type != DosFileAttributes.class) {
                throw new UnsupportedOperationException(type.getName());
            }
            Path real = real(path);
            return type.cast(
                    WindowsAttributes.of(real, system.troubles.readOnly().contains(real), options));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        if (!system.manners().hasModes()) {
            throw new UnsupportedOperationException(attributes);
        }
        try {
            return Files.readAttributes(real(path), attributes, options);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString());
        }
    }

    /** Among them what other programs attach to a file: alternate data streams, extended attributes. */
    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        if (system.manners().hasModes()) {
            return Files.getFileAttributeView(real(path), type, options);
        }
        if (type == DosFileAttributeView.class || type == BasicFileAttributeView.class) {
            return type.cast(new ReadOnlyFlag(system, real(path), options));
        }
        return type.getSimpleName().startsWith("Posix") ? null : Files.getFileAttributeView(real(path), type, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        if (!system.manners().hasModes()) {
            throw new UnsupportedOperationException(attribute);
        }
        Files.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        if (system.troubles.isUnreadable(link)) {
            throw new FileSystemException(link.toString(), null, "The file cannot be accessed by the system");
        }
        return new ForeignPath(system, ((ForeignPath) link).root(), Files.readSymbolicLink(real(link)));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        takes(attributes);
        Path real = real(path);
        if (Files.isDirectory(real) && !system.manners().hasModes()) {
            throw new AccessDeniedException(path.toString());
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(real, options, attributes);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.exists(real)) {
            return channel; // deleted in the meantime
        }
        Object key = system.open.opened(real);
        return new TrackedChannel(channel, () -> system.open.closed(key));
    }

    private void takes(FileAttribute<?>... attributes) {
        for (FileAttribute<?> attribute : attributes) {
            if (!system.manners().hasModes()) {
                throw new UnsupportedOperationException(
                        "'" + attribute.name() + "' not supported as initial attribute");
            }
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> real;
        try {
            real = Files.newDirectoryStream(real(directory), path -> filter.accept(shown(directory, path)));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(directory.toString());
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = real.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return shown(directory, paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    private Path shown(Path directory, Path real) {
        String name = real.getFileName().toString();
        Path given = system.manners().decomposes()
                ? Path.of(Normalizer.normalize(name, Normalizer.Form.NFD))
                : real.getFileName();
        return directory.resolve(new ForeignPath(system, "", given));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path real = real(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return Files.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(real(path));
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        takes(attributes);
        try {
            Files.createDirectory(real(directory), attributes);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(directory.toString());
        }
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        if (!system.troubles.hasSymbolicLinks()) {
            throw new FileSystemException(link.toString(), null, "A required privilege is not held by the client");
        }
        Files.createSymbolicLink(real(link), ((ForeignPath) target).names());
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        if (!system.troubles.hasHardLinks()) {
            throw new FileSystemException(link.toString(), existing.toString(), "Incorrect function");
        }
        if (otherDrive(link, existing)) {
            throw new FileSystemException(
                    link.toString(), existing.toString(), "The system cannot move the file to a different disk drive");
        }
        Files.createLink(real(link), real(existing));
    }

    private static boolean otherDrive(Path one, Path other) {
        return !((ForeignPath) one.toAbsolutePath()).root().equals(((ForeignPath) other.toAbsolutePath()).root());
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = real(path);
        if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path.toString());
        }
        refuse(path, null, Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS));
        Files.delete(real);
    }

    /** A directory can be deleted when it is empty, which it is not while a file in it cannot be. */
    private void refuse(Path path, Path other, boolean directory) throws IOException {
        Path real = real(path);
        if (!system.manners().holdsOpenFiles() || !Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!directory && (system.troubles.readOnly().contains(real) || system.troubles.refuses())) {
            throw new AccessDeniedException(path.toString(), other == null ? null : other.toString(), null);
        }
        if (!directory && system.open.anyAt(real)) {
            throw new FileSystemException(path.toString(), other == null ? null : other.toString(), IN_USE);
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Files.copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        if (otherDrive(source, target) && Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new AtomicMoveNotSupportedException(
                    source.toString(), target.toString(), "The system cannot move the file to a different disk drive");
        }
        Path real = real(source);
        if (system.manners().holdsOpenFiles()
                && Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)
                && system.open.anyAt(real)) {
            throw new AccessDeniedException(source.toString(), target.toString(), null);
        }
        refuse(source, target, Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS));
        if (!system.manners().holdsOpenFiles() || !Files.exists(real(target)) || !system.open.anyAt(real(target))) {
            Files.move(real, real(target), options);
            return;
        }
        throw new AccessDeniedException(source.toString(), target.toString(), null);
    }

    @Override
    public String getScheme() {
        return "foreign";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
