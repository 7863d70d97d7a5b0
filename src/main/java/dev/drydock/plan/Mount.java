package dev.drydock.plan;

import org.jspecify.annotations.Nullable;

/** {@code RUN --mount}. Targets are absolute and cleaned, never "/". A mode is permission bits. */
public sealed interface Mount {

    String target();

    /** @param source path within the input, "/" for its root */
    record Bind(Input from, String source, String target, boolean writable) implements Mount {}

    /**
     * @param from what a new cache is seeded with; {@link Input.Empty} for nothing
     */
    record Cache(
            String id,
            String target,
            Input from,
            String source,
            Sharing sharing,
            int mode,
            int uid,
            int gid,
            boolean readOnly)
            implements Mount {}

    /** @param size in bytes, 0 for the system's default */
    record Tmpfs(String target, long size, boolean readOnly) implements Mount {

        public Tmpfs(String target, long size) {
            this(target, size, false);
        }
    }

    /**
     * @param target where the file appears; "" if it is only an environment variable
     * @param env name of the variable holding the value; null for none
     */
    record Secret(String id, String target, @Nullable String env, boolean required, int mode, int uid, int gid)
            implements Mount {}

    record Ssh(String id, String target, boolean required, int mode, int uid, int gid) implements Mount {}

    /** How builds that run at the same time use one cache. */
    enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }
}
