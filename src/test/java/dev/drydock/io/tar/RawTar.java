package dev.drydock.io.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds archives byte by byte, the wrong ones too. */
final class RawTar {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header of 512 bytes to be bent. */
    static final class Header {
        final byte[] block = new byte[512];

        Header(String name, char type, long size) {
            text(0, name).text(100, "0000644").text(108, "0000000").text(116, "0000000");
            text(124, String.format("%011o", size)).text(136, "00000000000");
            block[156] = (byte) type;
            text(257, "ustar\00000");
        }

        Header text(int at, String latin1) {
            byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, block, at, bytes.length);
            return this;
        }

        Header bytes(int at, int... values) {
            for (int i = 0; i < values.length; i++) {
                block[at + i] = (byte) values[i];
            }
            return this;
        }

        byte[] summed() {
            Arrays.fill(block, 148, 156, (byte) ' ');
            int sum = 0;
            for (byte b : block) {
                sum += b & 0xFF;
            }
            text(148, String.format("%06o\0 ", sum));
            return block;
        }
    }

    RawTar header(Header header) {
        out.writeBytes(header.summed());
        return this;
    }

    RawTar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Content, padded to a block. */
    RawTar data(String latin1) {
        return data(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawTar data(byte[] bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 511]);
        return this;
    }

    RawTar file(String name, String content) {
        return header(new Header(name, '0', content.length())).data(content);
    }

    RawTar extension(char type, String content) {
        return header(new Header("extension", type, content.getBytes(StandardCharsets.ISO_8859_1).length))
                .data(content);
    }

    /** A PAX header of these records, each "key=value". */
    RawTar pax(String... records) {
        return extension('x', paxRecords(records));
    }

    static String paxRecords(String... records) {
        var text = new StringBuilder();
        for (String record : records) {
            int equals = record.indexOf('=');
            text.append(new String(
                    PaxRecords.encode(
                            record.substring(0, equals),
                            record.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    byte[] end() {
        return raw(new byte[1024]).bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
