package dev.drydock.run;

import dev.drydock.io.ByteNames;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Values as the two ends of a worker's connection exchange them; {@link WireInput} reads them. */
public final class WireOutput {

    private final DataOutputStream out;

    public WireOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Writes one element of a list. */
    public interface Element<T> {
        void write(T element) throws IOException;
    }

    public void number(long value) throws IOException {
        out.writeLong(value);
    }

    public void flag(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    public void bytes(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /** A {@link ByteNames} string. */
    public void text(String value) throws IOException {
        bytes(ByteNames.encode(value));
    }

    public void path(Path value) throws IOException {
        text(value.toString());
    }

    public void time(@Nullable Instant value) throws IOException {
        flag(value != null);
        if (value != null) {
            number(value.getEpochSecond());
            number(value.getNano());
        }
    }

    public <T> void list(Collection<T> elements, Element<T> element) throws IOException {
        out.writeInt(elements.size());
        for (T each : elements) {
            element.write(each);
        }
    }
}
