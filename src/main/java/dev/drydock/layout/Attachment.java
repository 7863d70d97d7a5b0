package dev.drydock.layout;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document about an image, such as a bill of materials or a signature, kept as a manifest whose subject is that image: a
 * referrer in the words of the OCI image specification 1.1. Equal attachments have manifests of equal bytes.
 *
 * @param subject manifest or index it is about; annotations and platform are left out
 * @param artifactType says what kind of document it is
 * @param parts at least one
 * @param annotations of the manifest; no times, unless they are the image's
 */
public record Attachment(Descriptor subject, String artifactType, List<Part> parts, Map<String, String> annotations) {

    /**
     * Annotation with a registry and repository, {@code docker.io/me/app}: the attachment is for the image under names of that
     * repository, and is pushed to no other. Without it an attachment is for all.
     */
    public static final String REPOSITORY = "dev.drydock.repository";

    /**
     * A blob of it.
     *
     * @param descriptor of the content
     * @param content owned by this value, do not change
     */
    public record Part(Descriptor descriptor, byte[] content) {

        public Part(String mediaType, byte[] content, Map<String, String> annotations) {
            this(new Descriptor(mediaType, Digest.of(content), content.length, sorted(annotations), null), content);
        }

        public String mediaType() {
            return descriptor.mediaType();
        }
    }

    public Attachment {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an attachment of " + subject.digest() + " has no parts");
        }
        subject = new Descriptor(subject.mediaType(), subject.digest(), subject.size());
        parts = List.copyOf(parts);
        annotations = sorted(annotations);
    }

    private static Map<String, String> sorted(Map<String, String> annotations) {
        return Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** As it is stored and pushed. */
    public Manifest manifest() {
        List<Descriptor> layers = new ArrayList<>();
        for (Part part : parts) {
            layers.add(part.descriptor());
        }
        return Manifest.ofReferrer(artifactType, layers, subject, annotations);
    }
}
