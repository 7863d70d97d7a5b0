package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Storage;
import dev.drydock.registry.testing.Storage.StoredManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** An image with random layers, its blobs in files. */
record SampleImage(Manifest manifest, Map<Digest, byte[]> blobs, Path directory) {

    /** @param seed the same gives the same image */
    static SampleImage of(Path directory, long seed, int... layerSizes) {
        Random random = new Random(seed);
        Map<Digest, byte[]> blobs = new LinkedHashMap<>();
        List<Descriptor> layers = new ArrayList<>();
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"seed\":" + seed + "}")
                .getBytes(StandardCharsets.UTF_8);
        Descriptor configDescriptor = add(directory, blobs, MediaTypes.OCI_CONFIG, config);
        for (int size : layerSizes) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            layers.add(add(directory, blobs, MediaTypes.OCI_LAYER_GZIP, bytes));
        }
        return new SampleImage(Manifest.of(configDescriptor, layers, Map.of()), blobs, directory);
    }

    private static Descriptor add(Path directory, Map<Digest, byte[]> blobs, String mediaType, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        try {
            Files.write(directory.resolve(digest.hex()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        blobs.put(digest, bytes);
        return new Descriptor(mediaType, digest, bytes.length);
    }

    BlobSource source() {
        return digest -> Optional.of(directory.resolve(digest.hex())).filter(Files::exists);
    }

    PushRequest request(Reference target) {
        return request(target, source());
    }

    PushRequest request(Reference target, BlobSource blobs) {
        return new PushRequest(target, List.of(), List.of(resolved()), blobs);
    }

    PushRequest request(Reference target, List<String> tags) {
        return new PushRequest(target, tags, List.of(resolved()), source());
    }

    /** @param origins repositories said to have its blobs */
    BlobSource source(List<Reference> origins) {
        return new BlobSource() {
            @Override
            public Optional<Path> file(Digest digest) throws IOException {
                return source().file(digest);
            }

            @Override
            public List<Reference> origins(Digest digest) {
                return origins;
            }
        };
    }

    FetchedManifest resolved() {
        return new FetchedManifest(manifest.mediaType(), manifest.digest(), manifest.raw());
    }

    static PushRequest request(Reference target, Index index, BlobSource blobs, SampleImage... images) {
        List<FetchedManifest> manifests = new ArrayList<>();
        for (SampleImage image : images) {
            manifests.add(image.resolved());
        }
        manifests.add(new FetchedManifest(index.mediaType(), index.digest(), index.raw()));
        return new PushRequest(target, List.of(), manifests, blobs);
    }

    static Index index(SampleImage... images) {
        List<Descriptor> entries = new ArrayList<>();
        for (int i = 0; i < images.length; i++) {
            entries.add(images[i]
                    .manifest
                    .descriptor()
                    .withPlatform(new Platform("linux", i == 0 ? "amd64" : "arm64", i < 2 ? "" : "v" + i)));
        }
        return Index.of(entries, Map.of());
    }

    /** Puts it into a registry without any client. */
    void store(Storage storage, String repository, String tag) {
        try {
            for (byte[] blob : blobs.values()) {
                String upload = storage.newUpload();
                storage.append(upload).write(blob);
                storage.finish(repository, upload, Digest.of(blob).toString());
            }
            storage.putManifest(
                    repository, manifest.digest().toString(), new StoredManifest(manifest.mediaType(), manifest.raw()));
            storage.tag(repository, tag, manifest.digest().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the registry has every byte of it below this tag. */
    void assertStored(Storage storage, String repository, String tag) {
        try {
            assertThat(storage.tagged(repository, tag))
                    .contains(manifest.digest().toString());
            assertManifestStored(storage, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertManifestStored(Storage storage, String repository) throws IOException {
        assertThat(storage.manifest(repository, manifest.digest().toString())).hasValueSatisfying(stored -> {
            assertThat(stored.raw()).isEqualTo(manifest.raw());
            assertThat(stored.mediaType()).isEqualTo(manifest.mediaType());
        });
        for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
            assertThat(storage.blobSize(repository, blob.getKey().toString())).isEqualTo(blob.getValue().length);
            assertThat(storage.openBlob(blob.getKey().toString(), 0)).hasBinaryContent(blob.getValue());
        }
    }

    /** Pulls the image by this client and compares every byte. */
    void assertPulls(RegistryClient client, Reference reference) throws IOException {
        FetchedManifest resolved = client.resolve(reference);
        assertThat(resolved.raw()).isEqualTo(manifest.raw());
        Manifest pulled = Manifest.parse(resolved.raw(), resolved.mediaType());
        assertThat(client.fetchSmall(reference, pulled.config()))
                .isEqualTo(blobs.get(pulled.config().digest()));
        for (Descriptor layer : pulled.layers()) {
            Path file = directory.resolve("pulled");
            client.fetchBlob(reference, layer, file);
            assertThat(file).hasBinaryContent(blobs.get(layer.digest()));
        }
    }
}
