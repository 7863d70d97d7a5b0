package dev.drydock.foreign;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A view of this machine's files as Windows or macOS would show them; in both, names that differ in case alone lead to the same file.
 *
 * <p>Windows: {@code C:\}, {@code D:\} and shares, backslashes, no modes, no inodes and no time of change; a file that is open can
 * neither be deleted nor replaced, nor can a directory with one in it be moved. That is stricter than today's Windows, which allows
 * some of it to programs that opened the file in a certain way. macOS: modes and inodes as here, names decomposed.
 */
public final class ForeignFileSystem extends FileSystem {

    private final Manners manners;
    private final ForeignProvider provider;

    /** The directory of this machine that each root shows. */
    private final Map<String, Path> roots = new LinkedHashMap<>();

    final Troubles troubles = new Troubles();
    final OpenFiles open = new OpenFiles();

    private ForeignFileSystem(Manners manners, String root) {
        this.manners = manners;
        this.provider = new ForeignProvider(this);
        roots.put(root, Path.of("/"));
    }

    public static ForeignFileSystem windows() {
        return new ForeignFileSystem(Manners.WINDOWS, "C:");
    }

    public static ForeignFileSystem macos() {
        return new ForeignFileSystem(Manners.MACOS, "");
    }

    /**
     * Another drive or share, with a file system of its own: nothing is renamed or linked across.
     *
     * @param root {@code D:} or {@code \\host\share}
     */
    public ForeignFileSystem with(String root, Path shows) {
        roots.put(root, shows.toAbsolutePath());
        return this;
    }

    /** The troubles there. */
    public Troubles troubles() {
        return troubles;
    }

    /** A path of this machine as it is called there, seen through the first root. */
    public Path view(Path real) {
        return new ForeignPath(this, roots.keySet().iterator().next(), real.toAbsolutePath());
    }

    /** The file of this machine that a path means. */
    public Path real(Path path) {
        return find((ForeignPath) path);
    }

    Manners manners() {
        return manners;
    }

    Set<String> roots() {
        return roots.keySet();
    }

    /** Whatever the case of its names; where there is nothing, as it is written. */
    Path find(ForeignPath path) {
        ForeignPath absolute = (ForeignPath) path.toAbsolutePath();
        Path at = roots.get(absolute.root());
        for (Path name : absolute.names()) {
            at = name(at, name.toString());
        }
        return at;
    }

    private static Path name(Path directory, String name) {
        Path exact = directory.resolve(name);
        if (Files.exists(exact, LinkOption.NOFOLLOW_LINKS)) {
            return exact;
        }
        try (var children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (folded(child.getFileName().toString()).equals(folded(name))) {
                    return child;
                }
            }
        } catch (IOException nothingThere) {
            return exact;
        }
        return exact;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(java.util.Locale.ROOT);
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
        return String.valueOf(manners.separator());
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
        return manners.views();
    }

    @Override
    public Path getPath(String first, String... more) {
        Path path = ForeignPath.parse(this, first);
        for (String next : more) {
            path = path.resolve(next);
        }
        return path;
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher names = Path.of("/").getFileSystem().getPathMatcher(pattern);
        return path -> names.matches(((ForeignPath) path).names());
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
