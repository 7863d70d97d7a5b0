package dev.drydock.run;

import dev.drydock.layer.LayerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A mount over a root while a process runs. Targets are absolute; missing ones are made and removed again. */
public sealed interface RunMount {

    String target();

    /** Calls the visitor's method for this kind of mount. */
    void accept(Visitor visitor) throws IOException;

    /** One method a kind of mount. */
    interface Visitor {
        void visit(Host host) throws IOException;

        void visit(Layers layers) throws IOException;

        void visit(Cache cache) throws IOException;

        void visit(Tmpfs tmpfs) throws IOException;

        void visit(SecretFile secret) throws IOException;

        void visit(Socket socket) throws IOException;
    }

    /** A file or directory of the host. Written to only in a throw-away layer if scratchWritable. */
    record Host(Path source, String target, boolean scratchWritable) implements RunMount {
        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }

    /** A path ("/" for all) in a root made of layers. */
    record Layers(List<LayerFile> layers, String source, String target, boolean scratchWritable) implements RunMount {
        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }

    /**
     * A directory kept between builds, in the engine's own storage.
     *
     * @param key which one; an engine keeps one directory for each, or for each mode, owner and seed it is asked for with:
     *     one that another mount made would be of no use to a user who may not write to it
     * @param seed what a new one is filled with, taken at seedSource; none for nothing, and then seedSource is the directory in
     *     the cache that is mounted
     * @param exclusive wait until nobody else uses it
     * @param privateCopy if someone else uses it, take a fresh one of the same key
     */
    record Cache(
            String key,
            String target,
            List<LayerFile> seed,
            String seedSource,
            boolean exclusive,
            boolean privateCopy,
            int mode,
            int uid,
            int gid,
            boolean readOnly)
            implements RunMount {
        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }

    /** @param size in bytes; 0 for the system's default */
    record Tmpfs(String target, long size, boolean readOnly) implements RunMount {

        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }

    /** Bytes in a read-only file that is never on disk. */
    record SecretFile(byte[] content, String target, int mode, int uid, int gid) implements RunMount {
        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }

    /** A Unix socket of the host. */
    record Socket(Path source, String target, int mode, int uid, int gid) implements RunMount {
        @Override
        public void accept(Visitor visitor) throws IOException {
            visitor.visit(this);
        }
    }
}
