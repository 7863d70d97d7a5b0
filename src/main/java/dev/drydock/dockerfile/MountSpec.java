package dev.drydock.dockerfile;

import org.jspecify.annotations.Nullable;

/**
 * {@code RUN --mount=…} after expansion, checked as the reference demands for its type. Paths are as written.
 *
 * @param readOnly as asked for, or the type's default
 * @param size of a tmpfs in bytes; 0 for the system's default
 * @param id of a cache, secret or agent; "" for the default
 * @param sharing null for the default
 * @param env the variable a secret appears in; "" for the secret's own id, null for no variable
 */
public record MountSpec(
        Type type,
        Place place,
        boolean readOnly,
        long size,
        String id,
        @Nullable Sharing sharing,
        boolean required,
        @Nullable String env,
        Owner owner) {

    /**
     * The source of a mount and its target.
     *
     * @param from stage, context or image; "" for the default
     * @param source path within {@code from}, or the secret's id; "" for the default
     * @param target "" for the default
     */
    public record Place(String from, String source, String target) {}

    /**
     * Who may do what with it.
     *
     * @param mode permission bits; null for the default
     * @param uid null for the default
     * @param gid null for the default
     */
    public record Owner(
            @Nullable Integer mode,
            @Nullable Long uid,
            @Nullable Long gid) {

        /** Whether it asks for nothing but the defaults. */
        public boolean isDefault() {
            return mode == null && uid == null && gid == null;
        }
    }

    /** Values of {@code type=}. */
    public enum Type {
        BIND,
        CACHE,
        TMPFS,
        SECRET,
        SSH
    }

    /** Values of {@code sharing=}. */
    public enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }
}
