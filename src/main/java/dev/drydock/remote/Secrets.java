package dev.drydock.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Secrets of a build, by id. */
public interface Secrets {

    Optional<byte[]> find(String id) throws IOException;

    /** As text, without the line end that files have. */
    default Optional<String> text(String id) throws IOException {
        return find(id).map(value -> new String(value, StandardCharsets.UTF_8).stripTrailing());
    }
}
