package dev.drydock.registry;

import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a push gets its blobs. Asked from several threads, and only for what the registry lacks. */
@FunctionalInterface
@StartUp
public interface BlobSource {

    /**
     * A file with exactly these bytes, not changed before the push ends; empty if this machine has none, which is fine for
     * a blob with an origin.
     */
    Optional<Path> file(Digest digest) throws IOException;

    /**
     * Repositories that have the blob, best first. One on the target's registry is mounted from; of another the blob is
     * streamed, if there is no file.
     */
    default List<Reference> origins(Digest digest) {
        return List.of();
    }
}
