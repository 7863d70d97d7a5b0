package dev.drydock.sign.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random numbers of an ECDSA signature, derived from the private key and the message as RFC 6979 has it: nobody without the
 * key can tell them from others, no two messages share them, and the same message gets the same signature. It is not the
 * RFC's own construction, since the JDK takes random bytes and not the number they stand for. For the same reason the
 * implementation takes part: two of them would make related numbers of the same bytes, and two signatures of one message with
 * related numbers can give the key away.
 */
final class DerivedRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private DerivedRandom(Stream stream) {
        super(stream, null);
    }

    static DerivedRandom of(byte[] secret, byte[] messageHash, Provider implementation) {
        String purpose = "drydock ECDSA nonce, version 1; " + implementation.getName() + " "
                + implementation.getVersionStr() + "; Java " + Runtime.version();
        Mac mac = mac(secret);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(purpose.length()).array());
        mac.update(purpose.getBytes(StandardCharsets.UTF_8));
        return new DerivedRandom(new Stream(mac.doFinal(messageHash)));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** HMAC-SHA-256 of a counter, block by block. */
    private static final class Stream extends SecureRandomSpi {

        private static final long serialVersionUID = 1;

        private final byte[] seed;
        private byte[] block = new byte[0];
        private int used;
        private long blocks;

        Stream(byte[] seed) {
            this.seed = seed;
        }

        @Override
        protected synchronized void engineNextBytes(byte[] bytes) {
            for (int filled = 0; filled < bytes.length; ) {
                if (used == block.length) {
                    block = mac(seed)
                            .doFinal(ByteBuffer.allocate(Long.BYTES)
                                    .putLong(blocks++)
                                    .array());
                    used = 0;
                }
                int some = Math.min(bytes.length - filled, block.length - used);
                System.arraycopy(block, used, bytes, filled, some);
                used += some;
                filled += some;
            }
        }

        /** Whoever seeds it wants it less predictable, which is not its purpose. */
        @Override
        protected void engineSetSeed(byte[] ignored) {}

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] bytes = new byte[count];
            engineNextBytes(bytes);
            return Arrays.copyOf(bytes, count);
        }
    }
}
