package dev.drydock.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Reference;
import dev.drydock.image.SignatureManifest;
import dev.drydock.layout.Attachment;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signature as cosign made them before version 3: of a payload in the "simple signing" form, which names the image's
 * repository. See {@code specs/SIGNATURE_SPEC.md} of cosign.
 *
 * @param payload a JSON document; owned by this value, do not change
 * @param signature of the payload, in base64
 */
public record LegacySignature(byte[] payload, String signature) {

    /** As go-containerregistry calls Docker Hub, cosign's library for names; others take both names for the same. */
    private static final String DOCKER_HUB = "index.docker.io";

    /**
     * The document to be signed.
     *
     * @param repository that the image is in; its tag does not matter
     */
    static byte[] payload(Digest image, Reference repository) {
        ObjectNode document = Json.object();
        ObjectNode critical = document.putObject("critical");
        critical.putObject("identity")
                .put(
                        "docker-reference",
                        (repository.isDockerHub() ? DOCKER_HUB : repository.registry()) + "/"
                                + repository.repository());
        critical.putObject("image").put("docker-manifest-digest", image.toString());
        critical.put("type", "cosign container image signature");
        document.putNull("optional");
        return Json.write(document);
    }

    /** @throws dev.drydock.failure.BuildFailure if whoever has the key does not sign */
    static LegacySignature sign(byte[] payload, Signer signer) throws IOException {
        return new LegacySignature(payload, Base64.getEncoder().encodeToString(signer.sign(payload)));
    }

    /** The signature that such an attachment has; empty for another attachment. */
    static Optional<LegacySignature> of(Attachment attachment) {
        Attachment.Part part = attachment.parts().get(0);
        String signature = part.descriptor().annotations().get(SignatureManifest.SIGNATURE);
        return attachment.artifactType().equals(SignatureManifest.ARTIFACT_TYPE) && signature != null
                ? Optional.of(new LegacySignature(part.content(), signature))
                : Optional.empty();
    }

    /** For a layout; the push of that layout brings it to the tag. */
    Attachment attachment(Descriptor image, Reference repository) {
        var part =
                new Attachment.Part(SignatureManifest.LAYER, payload, Map.of(SignatureManifest.SIGNATURE, signature));
        return new Attachment(
                image,
                SignatureManifest.ARTIFACT_TYPE,
                List.of(part),
                Map.of(Attachment.REPOSITORY, repository.registry() + "/" + repository.repository()));
    }

    public boolean isBy(VerifyingKey key) {
        try {
            return key.verifies(payload, Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /** The digest it says it is about; "" if it does not say. */
    public String image() throws IOException {
        return Json.parseObject(payload)
                .path("critical")
                .path("image")
                .path("docker-manifest-digest")
                .asText("");
    }
}
