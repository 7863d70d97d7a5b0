package dev.drydock.sign;

import dev.drydock.image.Digest;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/**
 * A public key that signatures are held against: EC P-256 or RSA, with SHA-256.
 *
 * @param name where it came from, for messages
 */
public record VerifyingKey(PublicKey key, String name) {

    /** How a bundle names the key: base64 of the SHA-256 of its SubjectPublicKeyInfo. */
    public String hint() {
        return Base64.getEncoder().encodeToString(Digest.of(key.getEncoded()).hash());
    }

    /** Whether the signature is this key's, of exactly this message. One that is malformed is nobody's. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(algorithm());
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm(), e);
        }
    }

    /** As Java's security providers name it. */
    public String algorithm() {
        return key instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
    }
}
