package dev.drydock.io.compress;

/** How a layer is stored. */
public enum Compression {
    GZIP,
    ZSTD,
    NONE
}
