package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.image.SignatureManifest;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.Referrer;
import dev.drydock.registry.RegistryClient;
import dev.drydock.sign.LegacySignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image in a registry.
 *
 * @param client that reaches it; closed by whoever opened it
 */
public record RegistryPlace(RegistryClient client, Reference reference) implements ImagePlace {

    @Override
    public String name() {
        return "The image " + reference;
    }

    @Override
    public Descriptor root() {
        return client.resolve(reference).descriptor();
    }

    @Override
    public byte[] document(Descriptor descriptor) throws IOException {
        if (MediaTypes.isManifest(descriptor.mediaType()) || MediaTypes.isIndex(descriptor.mediaType())) {
            return client.fetchManifest(reference, descriptor.digest()).raw();
        }
        Path file = fetched(descriptor);
        try {
            return Files.readAllBytes(file);
        } finally {
            release(file);
        }
    }

    @Override
    public Optional<Path> layer(Descriptor layer) throws IOException {
        return Optional.of(fetched(layer));
    }

    private Path fetched(Descriptor blob) throws IOException {
        Path file = Files.createTempFile("drydock-verify-", "");
        boolean whole = false;
        try {
            client.fetchBlob(reference, blob, file);
            whole = true;
            return file;
        } finally {
            if (!whole) {
                release(file);
            }
        }
    }

    @Override
    public void release(Path layer) throws IOException {
        Files.deleteIfExists(layer);
    }

    @Override
    public List<LegacySignature> legacySignatures(Digest image) throws IOException {
        Optional<FetchedManifest> found = client.find(
                new Reference(reference.registry(), reference.repository(), SignatureManifest.tag(image), null));
        List<LegacySignature> signatures = new ArrayList<>();
        if (found.isPresent()) {
            for (Descriptor layer :
                    Manifest.parse(found.get().raw(), found.get().mediaType()).layers()) {
                String signature = layer.annotations().get(SignatureManifest.SIGNATURE);
                if (signature != null) {
                    signatures.add(new LegacySignature(document(layer), signature));
                }
            }
        }
        return signatures;
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
        List<Descriptor> found = new ArrayList<>();
        for (Referrer referrer : client.referrers(reference, subject, null)) {
            found.add(referrer.descriptor());
        }
        return found;
    }
}
