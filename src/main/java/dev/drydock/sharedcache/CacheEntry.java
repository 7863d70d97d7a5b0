package dev.drydock.sharedcache;

import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something to be sent to a cache: a manifest with one blob beside its empty config.
 *
 * @param blob digest of the file
 */
record CacheEntry(List<String> tags, Manifest manifest, Digest blob, Path file) {

    /** Makes one where there is time for it. */
    interface Source {
        CacheEntry make() throws IOException;
    }
}
