package dev.drydock.store;

import dev.drydock.image.Digest;
import dev.drydock.startup.StartUp;
import java.util.HexFormat;

/** Digests of any algorithm from their bytes. */
@StartUp
final class Digests {

    private Digests() {}

    /** @param like says the algorithm */
    static Digest of(Digest like, byte[] hash) {
        return new Digest(like.algorithm(), HexFormat.of().formatHex(hash));
    }
}
