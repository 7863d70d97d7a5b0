package dev.drydock.http.tls;

import java.io.ByteArrayOutputStream;

/** The little ASN.1 needed to turn older key formats (PKCS#1, RFC 5915) into PKCS#8, the one Java reads. */
final class Der {

    private Der() {}

    /** A PKCS#8 PrivateKeyInfo of version 0. */
    static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return wrap(0x30, new byte[] {0x02, 0x01, 0x00}, algorithm, wrap(0x04, key));
    }

    static byte[] wrap(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length >= 0x10000) {
            out.writeBytes(new byte[] {(byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        } else if (length >= 0x100) {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        } else if (length >= 0x80) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** The curve's identifier, tag included, from the {@code [0]} of an ECPrivateKey; empty if it has none. */
    static byte[] ecCurve(byte[] key) {
        int[] at = {0};
        if (key.length < 2 || enter(key, at) < 0) {
            return new byte[0];
        }
        while (at[0] + 2 <= key.length) {
            int tag = key[at[0]] & 0xFF;
            int length = enter(key, at);
            if (length < 0 || length > key.length - at[0]) {
                return new byte[0];
            }
            if (tag == 0xA0) {
                return java.util.Arrays.copyOfRange(key, at[0], at[0] + length);
            }
            at[0] += length;
        }
        return new byte[0];
    }

    /** Moves past tag and length and returns the length, -1 if it is none. */
    private static int enter(byte[] der, int[] at) {
        int first = der[at[0] + 1] & 0xFF;
        at[0] += 2;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7F;
        if (bytes > 3 || at[0] + bytes > der.length) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | der[at[0]++] & 0xFF;
        }
        return length;
    }
}
