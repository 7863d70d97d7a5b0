package dev.drydock.io.compress;

import dev.drydock.startup.StartUp;

/** How a layer is stored. */
@StartUp
public enum Compression {
    GZIP,
    ZSTD,
    NONE
}
