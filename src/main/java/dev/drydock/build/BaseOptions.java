package dev.drydock.build;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What names of base images mean, and how much of them is brought here.
 *
 * @param lockFile says which digests names of base images mean, see {@link LockFile}; null for none
 * @param leaveLayers layers of the base image, and of caches, stay in their registries unless a step needs them; the layout
 *     lacks them then
 */
public record BaseOptions(PullPolicy pull, @Nullable Path lockFile, boolean leaveLayers) {

    /** Registries are asked for what is missing, and all of it is brought here. */
    public static final BaseOptions WHOLE = new BaseOptions(PullPolicy.MISSING, null, false);
}
