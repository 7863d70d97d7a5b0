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
import java.util.List;
import java.util.Map;
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
    private final Map<Path, HostDirectory> listed = new ConcurrentHashMap<>();

    public HostFiles(ContentMemo memo) {
        this.memo = memo;
    }

    /**
     * A file as it was when it was looked at.
     *
     * @param entry with an empty name; owner 0:0
     * @param identity equal for the names of one file with several; "" for a file with one name
     */
    public record Found(Path host, TarEntry entry, String identity, FileStamp stamp) {
        static Found of(HostFile file) {
            return new Found(file.host(), file.entry(), ContextFile.of(file).identity(), file.stamp());
        }
    }

    /** @throws NoSuchFileException if there is none */
    public Found get(Path file) throws IOException {
        HostFile read = HostFile.read(file, "");
        seen.add(read.stamp());
        return Found.of(read);
    }

    /** Shows all files looked at and directories listed so far, each as it was before. */
    public void stamps(FileStamp.Visitor visitor) throws IOException {
        for (FileStamp stamp : seen) {
            visitor.stamp(stamp);
        }
        for (HostDirectory directory : listed.values()) {
            directory.stamps(visitor);
        }
    }

    /** A directory that was listed before is as it was then. */
    public HostDirectory list(Path directory) throws IOException {
        HostDirectory known = listed.get(directory);
        if (known != null) {
            return known;
        }
        FileStamp before = HostFile.read(directory, "").stamp();
        seen.add(before);
        FileRowsBuilder rows = new FileRowsBuilder(before.device());
        for (String name : names(directory)) {
            try {
                HostFile file = HostFile.read(HostNames.resolve(directory, name), "");
                if (file.entry().isDirectory()) {
                    seen.add(file.stamp()); // what is shown once it has been listed itself may be another
                }
                rows.add(name, file);
            } catch (NoSuchFileException e) {
                continue; // removed since it was listed
            }
        }
        HostDirectory found = new HostDirectory(directory, before.device(), rows.build());
        HostDirectory other = listed.putIfAbsent(directory, found);
        return other == null ? found : other;
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                names.add(HostNames.name(path));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(ByteNames.BYTE_ORDER);
        return names;
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
