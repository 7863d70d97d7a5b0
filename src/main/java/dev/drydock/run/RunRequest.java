package dev.drydock.run;

import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to run on a root made of layers.
 *
 * @param layers the root, lowest first; none is an empty root
 * @param argv the program is looked up in the PATH of env, inside the root
 * @param user as USER writes it, resolved in the root; "" is root
 * @param workdir absolute; made in the root if missing
 * @param capture how to keep what changed; null throws it away
 * @param inheritIo stdin, stdout and stderr are those of this JVM; otherwise stdin is empty and output goes line by line to
 *     the listener
 */
public record RunRequest(
        List<LayerFile> layers,
        List<String> argv,
        Map<String, String> env,
        String user,
        String workdir,
        String hostname,
        boolean network,
        boolean privileged,
        List<RunMount> mounts,
        @Nullable Capture capture,
        boolean inheritIo) {

    /** Begins a request by its root and its command. */
    public static Builder of(List<LayerFile> layers, List<String> argv) {
        return new Builder(layers, argv);
    }

    /**
     * @param directory where the layer's temporary file is made
     * @param timestamp given to files whose modification time lies within the run; null keeps all times
     * @param alsoWith an exit code besides 0 with which there is a layer, such as 143 of a process that ends in good order when
     *     SIGTERM asks it to; 0 for none
     */
    public record Capture(
            Path directory,
            Compression compression,
            @Nullable Instant timestamp,
            int alsoWith) {

        public Capture(Path directory, Compression compression, @Nullable Instant timestamp) {
            this(directory, compression, timestamp, 0);
        }
    }

    /**
     * Takes what a request says besides layers and command. Without more root runs it in "/", without a network, and what it
     * changes is lost.
     */
    public static final class Builder {

        private final List<LayerFile> layers;
        private final List<String> argv;
        private Map<String, String> env = Map.of();
        private String user = "";
        private String workdir = "/";
        private String hostname = "";
        private boolean network;
        private boolean privileged;
        private List<RunMount> mounts = List.of();
        private @Nullable Capture capture;
        private boolean inheritIo;

        private Builder(List<LayerFile> layers, List<String> argv) {
            this.layers = layers;
            this.argv = argv;
        }

        public Builder env(Map<String, String> value) {
            env = value;
            return this;
        }

        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder workdir(String value) {
            workdir = value;
            return this;
        }

        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        public Builder network(boolean value) {
            network = value;
            return this;
        }

        public Builder privileged(boolean value) {
            privileged = value;
            return this;
        }

        public Builder mounts(List<RunMount> value) {
            mounts = value;
            return this;
        }

        public Builder capture(@Nullable Capture value) {
            capture = value;
            return this;
        }

        public Builder inheritIo(boolean value) {
            inheritIo = value;
            return this;
        }

        public RunRequest build() {
            return new RunRequest(
                    layers, argv, env, user, workdir, hostname, network, privileged, mounts, capture, inheritIo);
        }
    }
}
