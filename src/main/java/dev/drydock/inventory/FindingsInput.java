package dev.drydock.inventory;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link FindingsOutput} writes. */
final class FindingsInput {

    private final byte[] bytes;
    private int at;

    FindingsInput(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() throws IOException {
        long number = 0;
        for (int shift = 0; at < bytes.length && shift < 63; shift += 7) {
            byte b = bytes[at++];
            number |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new IOException("findings are cut off");
    }

    String text() throws IOException {
        int length = count();
        String text = ByteNames.decode(bytes, at, length);
        at += length;
        return text;
    }

    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            texts.add(text());
        }
        return texts;
    }

    /** Each thing counted takes a byte at least. */
    int count() throws IOException {
        long count = number();
        if (count > bytes.length - at) {
            throw new IOException("findings are cut off");
        }
        return (int) count;
    }
}
