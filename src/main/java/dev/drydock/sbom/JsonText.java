package dev.drydock.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.util.List;

/** A JSON document that is written while it is put together. Texts may be names of files, see {@link ByteNames#toUnicode}. */
final class JsonText {

    private final JsonGenerator out;

    JsonText(JsonGenerator out) {
        this.out = out;
    }

    void begin() throws IOException {
        out.writeStartObject();
    }

    void begin(String field) throws IOException {
        out.writeObjectFieldStart(field);
    }

    void end() throws IOException {
        out.writeEndObject();
    }

    void beginArray(String field) throws IOException {
        out.writeArrayFieldStart(field);
    }

    void endArray() throws IOException {
        out.writeEndArray();
    }

    void number(String field, int value) throws IOException {
        out.writeNumberField(field, value);
    }

    void text(String field, String value) throws IOException {
        out.writeStringField(field, ByteNames.toUnicode(value));
    }

    void textUnlessEmpty(String field, String value) throws IOException {
        if (!value.isEmpty()) {
            text(field, value);
        }
    }

    void strings(String field, List<String> items) throws IOException {
        beginArray(field);
        for (String item : items) {
            out.writeString(ByteNames.toUnicode(item));
        }
        endArray();
    }

    /** A property of CycloneDX: a name and a value. */
    void property(String name, String value) throws IOException {
        begin();
        text("name", name);
        text("value", value);
        end();
    }
}
