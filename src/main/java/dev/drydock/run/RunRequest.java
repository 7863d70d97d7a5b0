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

    /**
     * @param directory where the layer's temporary file is made
     * @param timestamp given to files whose modification time lies within the run; null keeps all times
     */
    public record Capture(
            Path directory,
            Compression compression,
            @Nullable Instant timestamp) {}
}
