package dev.drydock.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps everything in files below a directory, so that a registry can be stopped and started again. */
public final class DirectoryStorage implements Storage {

    private final Path root;

    public DirectoryStorage(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("blobs"));
        Files.createDirectories(root.resolve("uploads"));
    }

    private Path blob(String digest) {
        return root.resolve("blobs").resolve(digest.replace(':', '-'));
    }

    private Path upload(String upload) {
        return root.resolve("uploads").resolve(upload.replaceAll("[^0-9a-f-]", "_"));
    }

    private Path inRepository(String repository, String kind, String name) throws IOException {
        Path directory = root.resolve("repositories")
                .resolve(repository.replace("/", "%2F"))
                .resolve(kind);
        Files.createDirectories(directory);
        return directory.resolve(name.replace(':', '-'));
    }

    @Override
    public long blobSize(String repository, String digest) throws IOException {
        return Files.exists(inRepository(repository, "blobs", digest)) ? Files.size(blob(digest)) : -1;
    }

    @Override
    public InputStream openBlob(String digest, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(blob(digest));
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public void link(String repository, String digest) throws IOException {
        Files.writeString(inRepository(repository, "blobs", digest), "");
    }

    @Override
    public String newUpload() throws IOException {
        String name = UUID.randomUUID().toString();
        Files.createFile(upload(name));
        return name;
    }

    @Override
    public long uploadSize(String upload) throws IOException {
        return Files.exists(upload(upload)) ? Files.size(upload(upload)) : -1;
    }

    @Override
    public OutputStream append(String upload) throws IOException {
        return Files.newOutputStream(upload(upload), StandardOpenOption.APPEND);
    }

    @Override
    public synchronized boolean finish(String repository, String upload, String digest) throws IOException {
        boolean right;
        try (InputStream in = Files.newInputStream(upload(upload))) {
            right = Digests.of(Digests.algorithm(digest), in).equals(digest);
        }
        if (!right) {
            Files.delete(upload(upload));
            return false;
        }
        Files.move(upload(upload), blob(digest), StandardCopyOption.REPLACE_EXISTING);
        link(repository, digest);
        return true;
    }

    @Override
    public void removeUpload(String upload) throws IOException {
        Files.deleteIfExists(upload(upload));
    }

    @Override
    public void removeUploads() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("uploads"))) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.deleteIfExists(one);
            }
        }
    }

    @Override
    public void putManifest(String repository, String digest, StoredManifest manifest) throws IOException {
        Files.write(inRepository(repository, "manifests", digest), manifest.raw());
        Files.writeString(inRepository(repository, "types", digest), manifest.mediaType());
    }

    @Override
    public Optional<StoredManifest> manifest(String repository, String digest) throws IOException {
        Path file = inRepository(repository, "manifests", digest);
        return Files.exists(file)
                ? Optional.of(new StoredManifest(
                        Files.readString(inRepository(repository, "types", digest)), Files.readAllBytes(file)))
                : Optional.empty();
    }

    @Override
    public void removeManifest(String repository, String digest) throws IOException {
        Files.deleteIfExists(inRepository(repository, "manifests", digest));
    }

    @Override
    public List<String> manifests(String repository) throws IOException {
        return names(repository, "manifests").stream()
                .map(name -> name.replaceFirst("-", ":"))
                .toList();
    }

    @Override
    public void tag(String repository, String tag, String digest) throws IOException {
        Path file = inRepository(repository, "tags", tag);
        Path written = Files.createTempFile(root, "tag", "");
        Files.write(written, digest.getBytes(StandardCharsets.US_ASCII));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Optional<String> tagged(String repository, String tag) throws IOException {
        Path file = inRepository(repository, "tags", tag);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void removeTag(String repository, String tag) throws IOException {
        Files.deleteIfExists(inRepository(repository, "tags", tag));
    }

    @Override
    public List<String> tags(String repository) throws IOException {
        return names(repository, "tags");
    }

    private List<String> names(String repository, String kind) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> all = Files.list(inRepository(repository, kind, "x").getParent())) {
            all.forEach(file -> names.add(file.getFileName().toString()));
        }
        Collections.sort(names);
        return names;
    }
}
