package dev.drydock.context;

import dev.drydock.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The entries of a zip archive. The content of an entry is read once for a state of the archive and then remembered. Names are
 * brought into the clean form, so that none leads out of where it goes.
 */
public final class HostArchive {

    private final HostFiles files;
    private final HostFiles.Found archive;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param path clean
     * @param name as it is in the archive
     */
    public record Entry(String path, String name, long size, boolean directory, Instant modified) {}

    private HostArchive(HostFiles files, HostFiles.Found archive) {
        this.files = files;
        this.archive = archive;
    }

    public static HostArchive open(HostFiles files, Path zip) throws IOException {
        var opened = new HostArchive(files, files.get(zip.toRealPath()));
        try (ZipFile file = opened.zip()) {
            file.stream().forEach(opened::add);
        }
        return opened;
    }

    private void add(ZipEntry entry) {
        String path = RootedPaths.clean(entry.getName());
        Instant modified = entry.getLastModifiedTime().toInstant();
        entries.put(
                path, new Entry(path, entry.getName(), Math.max(0, entry.getSize()), entry.isDirectory(), modified));
    }

    public List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    public Digest digest(Entry entry) throws IOException {
        FileStamp whole = archive.stamp();
        var stamp = new FileStamp(
                whole.path() + "!/" + entry.path(),
                whole.size(),
                whole.modified(),
                whole.changed(),
                whole.inode(),
                whole.device());
        Digest known = files.memo().find(stamp);
        if (known != null) {
            return known;
        }
        long now = System.currentTimeMillis() * 1_000_000;
        MessageDigest sum = Digest.newSha256();
        try (InputStream in = open(entry)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sum));
        }
        Digest digest = Digest.ofSha256(sum.digest());
        files.remember(archive, stamp, digest, now);
        return digest;
    }

    /** The caller closes. */
    public InputStream open(Entry entry) throws IOException {
        ZipFile zip = zip();
        try {
            return new FilterInputStream(content(zip, entry)) {
                @Override
                public void close() throws IOException {
                    try (zip) {
                        super.close();
                    }
                }
            };
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static InputStream content(ZipFile zip, Entry entry) throws IOException {
        ZipEntry found = zip.getEntry(entry.name());
        InputStream content = found == null ? null : zip.getInputStream(found);
        if (content == null) {
            throw new IOException(zip.getName() + " has no " + entry.name() + " any more");
        }
        return content;
    }

    private ZipFile zip() throws IOException {
        return new ZipFile(archive.host().toFile());
    }
}
