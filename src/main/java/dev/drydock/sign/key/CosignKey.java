package dev.drydock.sign.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The key files cosign makes: PKCS #8 in NaCl's secretbox (XSalsa20 and Poly1305), under a key that scrypt derives from a
 * passphrase. The package {@code encrypted} of go-securesystemslib has the format.
 */
final class CosignKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 24;
    private static final int TAG_BYTES = 16;

    /** Work beyond this (1 GiB of memory) is no key of cosign's but an attack. */
    private static final int MOST_ROUNDS = 1 << 20;

    private CosignKey() {}

    /** @param where begins messages, with a blank at its end */
    static byte[] decrypted(byte[] json, String where, Passphrase passphrase) {
        byte[] nonce;
        byte[] box;
        byte[] salt;
        JsonNode cost;
        try {
            JsonNode document = Json.parseObject(json);
            cost = document.path("kdf").path("params");
            salt = document.path("kdf").path("salt").binaryValue();
            nonce = document.path("cipher").path("nonce").binaryValue();
            box = document.path("ciphertext").binaryValue();
            if (!document.path("kdf").path("name").asText().equals("scrypt")
                    || !document.path("cipher").path("name").asText().equals("nacl/secretbox")
                    || !isBearable(cost)
                    || salt == null
                    || nonce == null
                    || nonce.length != NONCE_BYTES
                    || box == null
                    || box.length < TAG_BYTES) {
                throw new IOException("unknown form");
            }
        } catch (IOException e) {
            throw BuildFailure.ofBuild(
                    where + "is an encrypted key of cosign in a form that is not known",
                    "Make it anew with 'cosign import-key-pair'.");
        }
        String secret = passphrase
                .find()
                .orElseThrow(() -> BuildFailure.ofBuild(
                        where + "is encrypted, and there is no passphrase " + passphrase.places(),
                        "Give one in the environment variable COSIGN_PASSWORD, or as the password of a server in"
                                + " settings.xml that drydock.sign.server names."));
        byte[] key = SCrypt.generate(
                secret.getBytes(StandardCharsets.UTF_8),
                salt,
                cost.path("N").asInt(),
                cost.path("r").asInt(),
                cost.path("p").asInt(),
                KEY_BYTES);
        byte[] opened = open(key, nonce, box);
        if (opened.length == 0) {
            throw BuildFailure.ofBuild(
                    where + "is encrypted, and its passphrase is another one than that " + passphrase.places(),
                    "Check the passphrase; 'cosign public-key --key FILE' asks for it, too.");
        }
        return opened;
    }

    private static boolean isBearable(JsonNode cost) {
        long rounds = cost.path("N").asLong(0);
        long size = cost.path("r").asLong(0);
        long lanes = cost.path("p").asLong(0);
        return rounds > 1
                && Long.bitCount(rounds) == 1
                && size > 0
                && lanes > 0
                && rounds <= MOST_ROUNDS
                && size * lanes <= 64
                && rounds * size <= MOST_ROUNDS * 8L;
    }

    /** Empty if somebody has changed the box, or the key is another one. */
    private static byte[] open(byte[] key, byte[] nonce, byte[] box) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), nonce));
        byte[] once = new byte[KEY_BYTES];
        cipher.processBytes(once, 0, once.length, once, 0);
        Poly1305 sum = new Poly1305();
        sum.init(new KeyParameter(once));
        sum.update(box, TAG_BYTES, box.length - TAG_BYTES);
        byte[] tag = new byte[TAG_BYTES];
        sum.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG_BYTES))) {
            return new byte[0];
        }
        byte[] content = new byte[box.length - TAG_BYTES];
        cipher.processBytes(box, TAG_BYTES, content.length, content, 0);
        return content;
    }
}
