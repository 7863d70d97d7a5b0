package dev.drydock.run;

import dev.drydock.io.ByteNames;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link WireOutput} wrote. */
public final class WireInput {

    private final DataInputStream in;

    public WireInput(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Reads one element of a list. */
    public interface Element<T> {
        T read() throws IOException;
    }

    public long number() throws IOException {
        return in.readLong();
    }

    public boolean flag() throws IOException {
        return in.readBoolean();
    }

    public byte[] bytes() throws IOException {
        int size = in.readInt();
        byte[] value = in.readNBytes(size);
        if (value.length < size) {
            throw new EOFException();
        }
        return value;
    }

    public String text() throws IOException {
        return ByteNames.decode(bytes());
    }

    public Path path() throws IOException {
        return Path.of(text());
    }

    public @Nullable Instant time() throws IOException {
        return flag() ? Instant.ofEpochSecond(number(), number()) : null;
    }

    public <T> List<T> list(Element<T> element) throws IOException {
        int size = in.readInt();
        var elements = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            elements.add(element.read());
        }
        return List.copyOf(elements);
    }
}
