package dev.drydock.sharedcache;

import dev.drydock.engine.source.Registries;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Indexes of layers in caches; see {@link IndexArtifact}. They are kept apart from those this machine made itself of layers it
 * has: these are as trustworthy as the layer, those as the cache.
 */
record CacheIndexes(Store store, Registries registries, CacheReading reading) {

    Optional<LayerIndex> find(List<Reference> from, Digest diffId) throws InterruptedException {
        for (Reference repository : from) {
            Reference name = repository.withTag(IndexArtifact.tag(diffId));
            Optional<FetchedManifest> known = reading.remembered(name);
            Optional<FetchedManifest> manifest = known.isPresent() ? known : reading.ask(repository, name);
            if (manifest.isPresent()) {
                try {
                    LayerIndex index = read(repository, manifest.get(), diffId);
                    if (known.isEmpty()) {
                        reading.remember(name, manifest.get());
                    }
                    return Optional.of(index);
                } catch (IOException | BuildFailure e) {
                    CacheReading.passOnInterrupt();
                    reading.warnOfEntry(name, Cause.of(e), "its layer is fetched");
                }
            }
        }
        return Optional.empty();
    }

    private LayerIndex read(Reference repository, FetchedManifest manifest, Digest diffId) throws IOException {
        Descriptor index = IndexArtifact.decode(manifest.raw(), diffId);
        Path file = store.writeVerified(
                index, () -> new ByteArrayInputStream(registries.client().fetchSmall(repository, index)));
        return LayerIndexes.readForeign(file);
    }

    void offer(Reference target, Digest diffId, Path file, CacheUploads uploads, Instant now) {
        if (!reading.isRemembered(target.withTag(IndexArtifact.tag(diffId)))) {
            uploads.add(target, List.of(diffId), () -> entry(diffId, file), now);
        }
    }

    private CacheEntry entry(Digest diffId, Path file) throws IOException {
        byte[] index = Files.readAllBytes(file);
        Digest digest = Digest.of(index);
        Path copy = store.writeVerified(
                new Descriptor(IndexArtifact.TYPE, digest, index.length), () -> new ByteArrayInputStream(index));
        return new CacheEntry(
                List.of(IndexArtifact.tag(diffId)), IndexArtifact.encode(diffId, digest, index.length), digest, copy);
    }
}
