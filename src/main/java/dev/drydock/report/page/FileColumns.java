package dev.drydock.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.report.content.FileTable;
import java.io.IOException;
import java.util.Locale;

/** Writes the columns of a table of files, see {@link ReportJson}. */
final class FileColumns {

    private FileColumns() {}

    static void write(FileTable files, JsonGenerator out) throws IOException {
        int size = files.size();
        StringBuilder kinds = new StringBuilder(size);
        StringBuilder fates = new StringBuilder(size);
        for (int row = 0; row < size; row++) {
            kinds.append(files.kind(row).letter());
            fates.append(
                    switch (files.fate(row)) {
                        case VISIBLE -> 'v';
                        case REPLACED -> 'r';
                        case REPEATED -> 'c';
                        case DELETED -> 'd';
                    });
        }
        out.writeStartObject();
        out.writeStringField("kind", kinds.toString());
        out.writeStringField("fate", fates.toString());
        out.writeArrayFieldStart("up");
        for (int row = 0; row < size; row++) {
            out.writeNumber(row - files.parent(row));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("name");
        for (int row = 0; row < size; row++) {
            out.writeString(shown(files.name(row)));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("size");
        for (int row = 0; row < size; row++) {
            out.writeNumber(files.size(row));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("layer");
        for (int row = 0; row < size; row++) {
            out.writeNumber(files.layer(row));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("gone");
        for (int row = 0; row < size; row++) {
            out.writeNumber(files.goneIn(row));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** A name with {@code \xHH} for each byte of it that is not UTF-8. */
    static String shown(String name) {
        StringBuilder out = null;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int point = name.codePointAt(i);
            boolean stray = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (stray && out == null) {
                out = new StringBuilder(name.substring(0, i));
            }
            if (out != null) {
                if (stray) {
                    out.append("\\x").append(String.format(Locale.ROOT, "%02X", point & 0xFF));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
        return out == null ? name : out.toString();
    }
}
