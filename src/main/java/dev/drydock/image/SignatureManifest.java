package dev.drydock.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of all signatures of an image, as cosign made it before version 3: it looks like an image whose layers are the
 * signed documents, and has the signature of each as an annotation of its layer. See {@code specs/SIGNATURE_SPEC.md} of cosign.
 *
 * @param config bytes of the configuration that goes with it
 */
public record SignatureManifest(Manifest manifest, byte[] config) {

    /** Type of a manifest that has one such signature and the image as its subject. */
    public static final String ARTIFACT_TYPE = "application/vnd.dev.cosign.artifact.sig.v1+json";

    /** Media type of a layer. */
    public static final String LAYER = "application/vnd.dev.cosign.simplesigning.v1+json";

    /** Annotation of a layer with the signature of its bytes, in base64. */
    public static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    /** In place of a time, so that equal signatures have equal configurations. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** The tag of the manifest, in the repository of the image. */
    public static String tag(Digest image) {
        return image.algorithm() + "-" + image.hex() + ".sig";
    }

    /**
     * Those of the signatures that are not among the known ones.
     *
     * @param known null for none
     */
    public static List<Descriptor> missing(@Nullable Manifest known, List<Descriptor> signatures) {
        List<Descriptor> missing = new ArrayList<>();
        for (Descriptor signature : signatures) {
            if (known == null || !has(known, signature)) {
                missing.add(signature);
            }
        }
        return missing;
    }

    private static boolean has(Manifest known, Descriptor signature) {
        String wanted = signature.annotations().get(SIGNATURE);
        for (Descriptor layer : known.layers()) {
            if (layer.digest().equals(signature.digest())
                    && String.valueOf(wanted).equals(layer.annotations().get(SIGNATURE))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The known signatures, whose entries stay as they are, and these after them.
     *
     * @param known null for none
     */
    public static SignatureManifest with(@Nullable Manifest known, List<Descriptor> signatures) throws IOException {
        ObjectNode document = known == null ? empty() : Json.parseObject(known.raw());
        ArrayNode layers = document.withArray("layers");
        for (Descriptor signature : signatures) {
            layers.add(Json.writeDescriptor(signature));
        }
        byte[] config = config(layers);
        boolean docker = document.path("config").path("mediaType").asText("").equals(MediaTypes.DOCKER_CONFIG);
        String type = docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG;
        document.set("config", Json.writeDescriptor(new Descriptor(type, Digest.of(config), config.length)));
        byte[] raw = Json.write(document);
        return new SignatureManifest(
                Manifest.parse(raw, known == null ? MediaTypes.OCI_MANIFEST : known.mediaType()), config);
    }

    private static ObjectNode empty() {
        ObjectNode document = Json.object();
        document.put("schemaVersion", 2);
        document.put("mediaType", MediaTypes.OCI_MANIFEST);
        document.putObject("config");
        return document;
    }

    /** A configuration as go-containerregistry has it, cosign's library for images, for which each layer is its own content. */
    private static byte[] config(Iterable<JsonNode> layers) {
        ObjectNode config = Json.object();
        config.put("architecture", "");
        config.put("created", NO_TIME);
        ArrayNode history = config.putArray("history");
        config.put("os", "");
        ObjectNode files = config.putObject("rootfs");
        files.put("type", "layers");
        ArrayNode diffIds = files.putArray("diff_ids");
        for (JsonNode layer : layers) {
            history.addObject().put("created", NO_TIME);
            diffIds.add(layer.path("digest").asText(""));
        }
        config.putObject("config");
        return Json.write(config);
    }
}
