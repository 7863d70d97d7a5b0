package dev.drydock.plan;

import org.jspecify.annotations.Nullable;

/** {@code RUN --mount}. Targets are absolute and cleaned, never "/". A mode is permission bits. */
public sealed interface Mount {

    String target();

    /** Calls the visitor's method for this kind of mount. */
    <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F;

    /**
     * One method a kind of mount.
     *
     * @param <E> what they throw; RuntimeException for nothing
     * @param <F> what they throw besides
     */
    interface Visitor<E extends Exception, F extends Exception> {
        void visit(Bind bind) throws E, F;

        void visit(Cache cache) throws E, F;

        void visit(Tmpfs tmpfs) throws E, F;

        void visit(Secret secret) throws E, F;

        void visit(Ssh ssh) throws E, F;
    }

    /** @param source path within the input, "/" for its root */
    record Bind(Input from, String source, String target, boolean writable) implements Mount {
        @Override
        public <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F {
            visitor.visit(this);
        }
    }

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
            implements Mount {
        @Override
        public <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F {
            visitor.visit(this);
        }
    }

    /** @param size in bytes, 0 for the system's default */
    record Tmpfs(String target, long size, boolean readOnly) implements Mount {

        public Tmpfs(String target, long size) {
            this(target, size, false);
        }

        @Override
        public <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F {
            visitor.visit(this);
        }
    }

    /**
     * @param target where the file appears; "" if it is only an environment variable
     * @param env name of the variable holding the value; null for none
     */
    record Secret(String id, String target, @Nullable String env, boolean required, int mode, int uid, int gid)
            implements Mount {
        @Override
        public <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F {
            visitor.visit(this);
        }
    }

    record Ssh(String id, String target, boolean required, int mode, int uid, int gid) implements Mount {
        @Override
        public <E extends Exception, F extends Exception> void accept(Visitor<E, F> visitor) throws E, F {
            visitor.visit(this);
        }
    }

    /** How builds that run at the same time use one cache. */
    enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }
}
