package dev.drydock.store;

import java.io.IOException;
import java.io.InputStream;

/** Where bytes come from. */
@FunctionalInterface
public interface IoSource {

    /** A fresh stream, closed by the caller. */
    InputStream open() throws IOException;
}
