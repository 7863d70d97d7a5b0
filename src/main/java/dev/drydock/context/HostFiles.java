package dev.drydock.context;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of this machine wherever they are, by their content alone: unlike {@link ContentDigests} this never asks for
 * extended attributes and so loads no native library. Its memo must not be shared with one that does. Follows no links.
 */
public final class HostFiles {

    /** The beginning of an ELF file. */
    private static final byte[] PROGRAM = {0x7F, 'E', 'L', 'F'};

    private final ContentMemo memo;
    private final Set<FileStamp> seen = ConcurrentHashMap.newKeySet();

    public HostFiles(ContentMemo memo) {
        this.memo = memo;
    }

    /**
     * A file as it was when it was looked at.
     *
     * @param entry with an empty name; owner 0:0
     * @param identity equal for the names of one file with several; "" for a file with one name
     */
    public record Found(Path host, TarEntry entry, String identity, FileStamp stamp) {}

    /** @throws NoSuchFileException if there is none */
    public Found get(Path file) throws IOException {
        HostFile read = HostFile.read(file, "");
        seen.add(read.stamp());
        return new Found(file, read.entry(), ContextFile.of(read).identity(), read.stamp());
    }

    /** Shows all files looked at and directories listed so far, each as it was before. */
    public void stamps(FileStamp.Visitor visitor) throws IOException {
        for (FileStamp stamp : seen) {
            visitor.stamp(stamp);
        }
    }

    /** A name in a directory. Ordered by the bytes of names. */
    public record Child(String name, Path host) implements Comparable<Child> {
        @Override
        public int compareTo(Child other) {
            return ByteNames.BYTE_ORDER.compare(name, other.name);
        }
    }

    /** In the order of their bytes. */
    public List<Child> children(Path directory) throws IOException {
        seen.add(HostFile.read(directory, "").stamp());
        List<Child> children = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                children.add(new Child(HostNames.name(path), path));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(children);
        return children;
    }

    /** Content of a regular file. */
    public InputStream open(Found file) throws IOException {
        return Files.newInputStream(file.host(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether a regular file is one for its owner to execute. Where files have no modes its beginning tells: that of a script or of a
     * program for Linux.
     */
    public boolean isExecutable(Found file) throws IOException {
        if (HostFile.isUnix(file.host())) {
            return (file.entry().mode() & 0100) != 0;
        }
        try (InputStream in = open(file)) {
            byte[] start = in.readNBytes(4);
            boolean script = start.length >= 2 && start[0] == '#' && start[1] == '!';
            return script || Arrays.equals(start, PROGRAM);
        }
    }

    /** Digest of the content of a regular file, read only if the memo does not know it. */
    public Digest digest(Found file) {
        Digest known = memo.find(file.stamp());
        if (known != null) {
            return known;
        }
        long now = System.currentTimeMillis() * 1_000_000;
        MessageDigest sum = Digest.newSha256();
        try (InputStream in = open(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sum));
            checkUnchanged(file);
        } catch (IOException e) {
            throw BuildFailure.ofCause(file.host() + " cannot be read", e);
        }
        Digest digest = Digest.ofSha256(sum.digest());
        remember(file, file.stamp(), digest, now);
        return digest;
    }

    /** @throws BuildFailure if the file is not what it was when it was found */
    public void checkUnchanged(Found file) throws IOException {
        if (!HostFile.read(file.host(), "").stamp().equals(file.stamp())) {
            throw BuildFailure.ofEnvironment(
                    file.host() + " changed while it was read", "Build again while nothing writes to it.", null);
        }
    }

    /** @param stamp of the file or of a part of it */
    void remember(Found file, FileStamp stamp, Digest digest, long now) {
        if (file.stamp().isSettled(now)) {
            memo.remember(stamp, digest);
        }
    }

    ContentMemo memo() {
        return memo;
    }
}
