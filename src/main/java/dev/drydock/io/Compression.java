package dev.drydock.io;

/** How a layer is stored. */
public enum Compression {
    GZIP,
    ZSTD,
    NONE
}
