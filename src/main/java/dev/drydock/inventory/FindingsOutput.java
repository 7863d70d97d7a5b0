package dev.drydock.inventory;

import dev.drydock.io.ByteNames;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Numbers of seven bits a byte, low first, and counted texts, which may be {@link ByteNames}. */
final class FindingsOutput {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param number not negative */
    void number(long number) {
        long left = number;
        while (left > 0x7F) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    void text(String text) {
        byte[] bytes = ByteNames.encode(text);
        number(bytes.length);
        out.writeBytes(bytes);
    }

    void texts(List<String> texts) {
        number(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
