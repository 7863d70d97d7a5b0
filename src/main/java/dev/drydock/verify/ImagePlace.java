package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.sign.LegacySignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an image is, with the documents about it. */
public interface ImagePlace {

    /** The image's name, or where it is, for messages. */
    String name();

    /** The manifest or index that the name means. */
    Descriptor root() throws IOException;

    /**
     * A manifest, config or other document, whose bytes have its digest.
     *
     * @throws dev.drydock.failure.BuildFailure if it is missing or has other bytes
     */
    byte[] document(Descriptor descriptor) throws IOException;

    /** The file of a layer, whose bytes are for the caller to verify; empty if the place does without it. */
    Optional<Path> layer(Descriptor layer) throws IOException;

    /** To be called when such a file has been read. */
    void release(Path layer) throws IOException;

    /** Signatures in cosign's older form that are kept under a tag. */
    List<LegacySignature> legacySignatures(Digest image) throws IOException;

    /** Manifests whose subject is this one. */
    List<Descriptor> referrers(Digest subject) throws IOException;
}
