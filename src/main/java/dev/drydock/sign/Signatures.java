package dev.drydock.sign;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signatures as attachments of images. For each image that is a statement without content, and further ones such as its
 * provenance are signed each by itself, as cosign does it.
 *
 * @param created of the image; written to the attachments
 * @param earlier attachments of an earlier build: a signature among them that this one's key verifies is not made anew, since
 *     signatures made elsewhere may differ each time
 */
public record Signatures(Signer signer, Instant created, List<Attachment> earlier) {

    /**
     * @param images what a name of the image means, and the manifest of each platform; each once
     * @param statements about any of them
     * @throws dev.drydock.failure.BuildFailure if whoever has the key does not sign
     */
    public List<Attachment> attachments(List<Descriptor> images, List<Statement> statements) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (Descriptor image : images) {
            attachments.add(attachment(Statement.ofSignature(image)));
        }
        for (Statement statement : statements) {
            attachments.add(attachment(statement));
        }
        return attachments;
    }

    /**
     * The images in cosign's older form, each once for every repository, which is part of what is signed.
     *
     * @param images as above
     * @param repositories that the images are going to be in
     * @throws dev.drydock.failure.BuildFailure if whoever has the key does not sign
     */
    public List<Attachment> legacy(List<Descriptor> images, List<Reference> repositories) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (Descriptor image : images) {
            for (Reference repository : repositories) {
                attachments.add(legacy(image, repository));
            }
        }
        return attachments;
    }

    private Attachment legacy(Descriptor image, Reference repository) throws IOException {
        byte[] payload = LegacySignature.payload(image.digest(), repository);
        for (Attachment known : earlier) {
            Optional<LegacySignature> its = LegacySignature.of(known);
            if (its.isPresent()
                    && Arrays.equals(its.get().payload(), payload)
                    && its.get().isBy(signer.key())) {
                return its.get().attachment(image, repository);
            }
        }
        return LegacySignature.sign(payload, signer).attachment(image, repository);
    }

    private Attachment attachment(Statement statement) throws IOException {
        for (Attachment known : earlier) {
            if (isSignatureOf(statement, known)) {
                return attachment(statement, known.parts().get(0).content());
            }
        }
        return attachment(statement, Bundle.of(statement.content(), signer));
    }

    private boolean isSignatureOf(Statement statement, Attachment known) {
        if (!known.artifactType().equals(Bundle.MEDIA_TYPE)
                || !known.subject().digest().equals(statement.subject().digest())) {
            return false;
        }
        try {
            Bundle bundle = Bundle.parse(known.parts().get(0).content());
            return bundle.payloadType().equals(Statement.MEDIA_TYPE)
                    && Arrays.equals(bundle.payload(), statement.content())
                    && bundle.isSignedBy(signer.key());
        } catch (IOException noBundle) {
            return false;
        }
    }

    private Attachment attachment(Statement statement, byte[] bundle) throws IOException {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("dev.sigstore.bundle.content", "dsse-envelope");
        annotations.put("dev.sigstore.bundle.predicateType", statement.predicateType());
        annotations.put(
                "org.opencontainers.image.created",
                created.truncatedTo(ChronoUnit.SECONDS).toString());
        var part = new Attachment.Part(Bundle.MEDIA_TYPE, bundle, Map.of());
        return new Attachment(statement.subject(), Bundle.MEDIA_TYPE, List.of(part), annotations);
    }
}
