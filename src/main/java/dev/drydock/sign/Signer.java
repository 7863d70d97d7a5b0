package dev.drydock.sign;

import java.io.IOException;

/** Holds a private key, or knows somebody who does. */
public interface Signer {

    /**
     * Signs SHA-256 of the message.
     *
     * @return for an EC key the DER form of ECDSA (RFC 3279), for an RSA key PKCS #1 version 1.5
     * @throws dev.drydock.failure.BuildFailure if whoever has the key does not sign
     */
    byte[] sign(byte[] message) throws IOException;

    /** The other half of the key, which verifies what was signed. */
    VerifyingKey key();
}
