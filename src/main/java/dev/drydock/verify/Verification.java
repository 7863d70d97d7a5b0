package dev.drydock.verify;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Index;
import dev.drydock.image.MediaTypes;
import dev.drydock.sign.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies an image against a public key. What its name means has to be signed; by its digests that goes for all platforms and
 * layers, every byte of which is read. Documents about it have to be those that are signed, where any of their kind is, and
 * about this image.
 */
public final class Verification {

    /** As BuildKit marks an attestation in an index. */
    private static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";

    private final ImagePlace place;
    private final VerifyingKey key;
    private final Findings findings = new Findings();

    private Verification(ImagePlace place, VerifyingKey key) {
        this.place = place;
        this.key = key;
    }

    /** @throws BuildFailure if the image cannot be reached, or is none */
    public static Findings of(ImagePlace place, VerifyingKey key) throws IOException {
        Verification verification = new Verification(place, key);
        verification.run();
        return verification.findings;
    }

    /**
     * Whether the key has signed it. Nothing of the image is read.
     *
     * @return why it is not signed, as the end of a sentence; empty if it is
     */
    public static String whyUnsigned(ImagePlace place, Descriptor image, VerifyingKey key) throws IOException {
        Evidence evidence = Evidence.of(place, image, place.referrers(image.digest()), key);
        return evidence.signed().isEmpty() ? evidence.whyUnsigned() : "";
    }

    private void run() throws IOException {
        Descriptor root = place.root();
        List<Descriptor> inIndex = attempt(() -> parts(root), List.of());
        attempt(() -> checkSignature(root), "");
        for (Descriptor image : MediaTypes.isIndex(root.mediaType()) ? inIndex : List.of(root)) {
            if (!image.annotations().containsKey(REFERENCE_DIGEST)) {
                attempt(() -> checkImage(image, inIndex), "");
            }
        }
    }

    private List<Descriptor> parts(Descriptor root) throws IOException {
        return MediaTypes.isIndex(root.mediaType())
                ? Index.parse(place.document(root), root.mediaType()).manifests()
                : List.of();
    }

    private String checkSignature(Descriptor root) throws IOException {
        Evidence evidence = Evidence.of(place, root, place.referrers(root.digest()), key);
        if (evidence.signed().isEmpty()) {
            findings.wrong(root.digest() + " is not signed by the key " + key.name() + ": " + evidence.whyUnsigned());
        } else {
            findings.right(root.digest() + " is signed by the key " + key.name());
        }
        return "";
    }

    private String checkImage(Descriptor image, List<Descriptor> inIndex) throws IOException {
        try (var layers = new ImageLayers(place, image)) {
            boolean whole = new ContentCheck(layers, findings).check();
            Evidence evidence = Evidence.of(place, image, about(image, inIndex), key);
            new DocumentsCheck(evidence, layers, whole, findings).check();
        }
        return "";
    }

    private List<Descriptor> about(Descriptor image, List<Descriptor> inIndex) throws IOException {
        List<Descriptor> about = new ArrayList<>(place.referrers(image.digest()));
        for (Descriptor each : inIndex) {
            if (image.digest().toString().equals(each.annotations().get(REFERENCE_DIGEST))) {
                about.add(each);
            }
        }
        return about;
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** A document that cannot be read does not hold, but there may be more. */
    private <T> T attempt(Step<T> step, T otherwise) {
        try {
            return step.run();
        } catch (BuildFailure e) {
            findings.wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            findings.wrong("A document of the image cannot be read: " + Cause.of(e));
        }
        return otherwise;
    }
}
