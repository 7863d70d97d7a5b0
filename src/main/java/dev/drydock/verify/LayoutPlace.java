package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.layout.OciLayout;
import dev.drydock.sign.LegacySignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The image of an OCI layout. */
public record LayoutPlace(OciLayout layout) implements ImagePlace {

    @Override
    public String name() {
        return "The image in " + layout.directory();
    }

    @Override
    public Descriptor root() {
        return layout.entry("");
    }

    @Override
    public byte[] document(Descriptor descriptor) throws IOException {
        return layout.read(descriptor);
    }

    @Override
    public Optional<Path> layer(Descriptor layer) throws IOException {
        return layout.find(layer.digest());
    }

    @Override
    public void release(Path layer) {
        // It is the layout's own.
    }

    /** A layout has no tags for them; ours are among the referrers. */
    @Override
    public List<LegacySignature> legacySignatures(Digest image) {
        return List.of();
    }

    @Override
    public List<Descriptor> referrers(Digest subject) throws IOException {
        List<Descriptor> found = new ArrayList<>();
        for (Descriptor each : layout.attachments()) {
            Optional<Descriptor> its =
                    Manifest.parse(layout.read(each), each.mediaType()).subject();
            if (its.isPresent() && its.get().digest().equals(subject)) {
                found.add(each);
            }
        }
        return found;
    }
}
