package dev.drydock.sign.key;

import dev.drydock.image.Digest;
import dev.drydock.sign.Signer;
import dev.drydock.sign.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/**
 * Signs with a key in memory. The same message gets the same signature each time, on the same Java at least: an image that
 * has not changed has the signature that its registry has already.
 */
record KeySigner(PrivateKey secret, VerifyingKey key) implements Signer {

    /** @param name of the key, for messages */
    static KeySigner of(PrivateKey secret, String name) {
        return new KeySigner(secret, new VerifyingKey(publicKey(secret), name));
    }

    private static PublicKey publicKey(PrivateKey secret) {
        if (secret instanceof ECPrivateKey ec) {
            return P256.publicKey(ec);
        }
        if (secret instanceof RSAPrivateCrtKey rsa) {
            try {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a modulus and an exponent are a public key", e);
            }
        }
        throw new IllegalStateException("an RSA key of PKCS #8 tells its public exponent");
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(key.algorithm());
            if (secret instanceof ECPrivateKey ec) {
                byte[] hash = Digest.of(message).hash();
                signature.initSign(secret, DerivedRandom.of(ec.getS().toByteArray(), hash, signature.getProvider()));
            } else {
                signature.initSign(secret);
            }
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with the key " + key.name() + " failed", e);
        }
    }
}
