package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps everything in memory. */
public final class MemoryStorage implements Storage {

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Set<String> links = ConcurrentHashMap.newKeySet();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final Map<String, StoredManifest> manifests = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    private static String key(String repository, String name) {
        return repository + "\n" + name;
    }

    @Override
    public long blobSize(String repository, String digest) {
        return links.contains(key(repository, digest)) ? blobs.get(digest).length : -1;
    }

    /** All of a blob's bytes, whoever has it; null if nobody. */
    public byte[] blob(String digest) {
        return blobs.get(digest);
    }

    /** Puts a blob there without any upload. */
    public String addBlob(String repository, byte[] bytes) {
        String digest = Digests.sha256(bytes);
        blobs.put(digest, bytes);
        link(repository, digest);
        return digest;
    }

    @Override
    public InputStream openBlob(String digest, long offset) {
        byte[] bytes = blobs.get(digest);
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public void link(String repository, String digest) {
        links.add(key(repository, digest));
    }

    @Override
    public String newUpload() {
        String name = UUID.randomUUID().toString();
        uploads.put(name, new ByteArrayOutputStream());
        return name;
    }

    @Override
    public long uploadSize(String upload) {
        ByteArrayOutputStream bytes = uploads.get(upload);
        return bytes == null ? -1 : bytes.size();
    }

    @Override
    public OutputStream append(String upload) {
        return uploads.get(upload);
    }

    @Override
    public boolean finish(String repository, String upload, String digest) {
        byte[] bytes = uploads.remove(upload).toByteArray();
        if (!Digests.of(Digests.algorithm(digest), bytes).equals(digest)) {
            return false;
        }
        blobs.put(digest, bytes);
        link(repository, digest);
        return true;
    }

    @Override
    public void removeUpload(String upload) {
        uploads.remove(upload);
    }

    @Override
    public void removeUploads() {
        uploads.clear();
    }

    /** Uploads begun and neither finished nor removed. */
    public int openUploads() {
        return uploads.size();
    }

    @Override
    public void putManifest(String repository, String digest, StoredManifest manifest) {
        manifests.put(key(repository, digest), manifest);
    }

    @Override
    public Optional<StoredManifest> manifest(String repository, String digest) {
        return Optional.ofNullable(manifests.get(key(repository, digest)));
    }

    @Override
    public void removeManifest(String repository, String digest) {
        manifests.remove(key(repository, digest));
    }

    @Override
    public List<String> manifests(String repository) {
        return names(manifests.keySet(), repository);
    }

    @Override
    public void tag(String repository, String tag, String digest) {
        tags.put(key(repository, tag), digest);
    }

    @Override
    public Optional<String> tagged(String repository, String tag) {
        return Optional.ofNullable(tags.get(key(repository, tag)));
    }

    @Override
    public void removeTag(String repository, String tag) {
        tags.remove(key(repository, tag));
    }

    @Override
    public List<String> tags(String repository) {
        return names(tags.keySet(), repository);
    }

    private static List<String> names(Set<String> keys, String repository) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (String key : keys) {
            if (key.startsWith(repository + "\n")) {
                sorted.put(key.substring(repository.length() + 1), key);
            }
        }
        return new ArrayList<>(sorted.keySet());
    }
}
