package dev.drydock.engine;

import dev.drydock.engine.source.LockFile;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How names of base images are resolved, and how much of them is brought here.
 *
 * @param lockFile says which digests names of base images mean, see {@link LockFile}; null for none
 * @param lockExpected whether that it is not there means that no name is pinned, instead of that none need be
 * @param unpinned whether names that are not pinned, but should be, are only warned of
 * @param leaveLayers layers of the base image, and of caches, stay in their registries unless a step needs them; the layout
 *     lacks them then
 * @param signed which of them have to be signed
 */
@StartUp
public record BaseOptions(
        PullPolicy pull,
        @Nullable Path lockFile,
        boolean lockExpected,
        boolean unpinned,
        boolean leaveLayers,
        List<SignedBase> signed) {

    /** Registries are asked for what is missing, and all of it is brought here. */
    public static final BaseOptions WHOLE = new BaseOptions(PullPolicy.MISSING, null, false, false, false);

    /** Signed or not. */
    public BaseOptions(
            PullPolicy pull, @Nullable Path lockFile, boolean lockExpected, boolean unpinned, boolean leaveLayers) {
        this(pull, lockFile, lockExpected, unpinned, leaveLayers, List.of());
    }

    public BaseOptions withPull(PullPolicy value) {
        return new BaseOptions(value, lockFile, lockExpected, unpinned, leaveLayers, signed);
    }

    public BaseOptions {
        signed = List.copyOf(signed);
    }
}
