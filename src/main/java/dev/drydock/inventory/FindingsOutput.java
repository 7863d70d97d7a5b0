package dev.drydock.inventory;

import dev.drydock.io.ByteNames;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Numbers of seven bits a byte, low first, and counted texts, which may be {@link ByteNames}. */
final class FindingsOutput {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes one item. */
    interface ItemWriter<T> {
        void write(FindingsOutput out, T item);
    }

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
        list(texts, FindingsOutput::text);
    }

    <T> void list(List<T> items, ItemWriter<T> writer) {
        number(items.size());
        for (T item : items) {
            writer.write(this, item);
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
