package dev.drydock.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A Sigstore bundle, version 0.3, of a DSSE envelope that was signed with a key: no certificate, no entry of a log. See
 * {@code sigstore_bundle.proto} of Sigstore's protobuf-specs and the DSSE protocol, version 1.0.
 *
 * @param payloadType media type of the payload
 * @param payload what is signed; owned by this value, do not change
 * @param signatures at least one, none of them verified
 */
public record Bundle(String payloadType, byte[] payload, List<byte[]> signatures) {

    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /**
     * Signs a statement.
     *
     * @return the JSON document
     */
    public static byte[] of(byte[] statement, Signer signer) throws IOException {
        byte[] signature = signer.sign(encoded(Statement.MEDIA_TYPE, statement));
        ObjectNode document = Json.object();
        document.put("mediaType", MEDIA_TYPE);
        document.putObject("verificationMaterial")
                .putObject("publicKey")
                .put("hint", signer.key().hint());
        ObjectNode envelope = document.putObject("dsseEnvelope");
        envelope.put("payload", Base64.getEncoder().encodeToString(statement));
        envelope.put("payloadType", Statement.MEDIA_TYPE);
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(signature));
        return Json.write(document);
    }

    /** @throws IOException that says why this is no bundle with an envelope */
    public static Bundle parse(byte[] document) throws IOException {
        ObjectNode bundle = Json.parseObject(document);
        String type = bundle.path("mediaType").asText("");
        JsonNode envelope = bundle.path("dsseEnvelope");
        if (!type.startsWith("application/vnd.dev.sigstore.bundle") || !envelope.isObject()) {
            throw new IOException("it is no Sigstore bundle with a DSSE envelope");
        }
        List<byte[]> signatures = new ArrayList<>();
        for (JsonNode signature : envelope.path("signatures")) {
            signatures.add(decoded(signature, "sig"));
        }
        return new Bundle(envelope.path("payloadType").asText(""), decoded(envelope, "payload"), signatures);
    }

    private static byte[] decoded(JsonNode parent, String field) throws IOException {
        try {
            return Base64.getDecoder().decode(parent.path(field).asText(""));
        } catch (IllegalArgumentException e) {
            throw new IOException("the field " + field + " of its envelope is no base64", e);
        }
    }

    /** Whether one of its signatures is the key's. */
    public boolean isSignedBy(VerifyingKey key) {
        byte[] signed = encoded(payloadType, payload);
        return signatures.stream().anyMatch(signature -> key.verifies(signed, signature));
    }

    /** The bytes that an envelope signs: DSSE's pre-authentication encoding, in which no two pairs look the same. */
    static byte[] encoded(String payloadType, byte[] payload) {
        byte[] head = ("DSSEv1 " + payloadType.getBytes(StandardCharsets.UTF_8).length + " " + payloadType + " "
                        + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
