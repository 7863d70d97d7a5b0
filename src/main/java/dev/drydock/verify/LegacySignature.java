package dev.drydock.verify;

import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.sign.VerifyingKey;
import java.io.IOException;
import java.util.Base64;

/**
 * A signature as cosign made them before version 3: a payload in the "simple signing" form, below a tag that is made of the
 * image's digest.
 *
 * @param payload a JSON document; owned by this value, do not change
 * @param signature of the payload, in base64
 */
public record LegacySignature(byte[] payload, String signature) {

    static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    static String tag(Digest image) {
        return image.algorithm() + "-" + image.hex() + ".sig";
    }

    boolean isBy(VerifyingKey key) {
        try {
            return key.verifies(payload, Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /** The digest it says it is about; "" if it does not say. */
    String image() throws IOException {
        return Json.parseObject(payload)
                .path("critical")
                .path("image")
                .path("docker-manifest-digest")
                .asText("");
    }
}
