package dev.drydock.build;

import dev.drydock.image.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container to run from a built image, without Docker. What it writes is thrown away.
 *
 * @param layout of the image
 * @param store machine-wide, where unpacked layers are kept
 * @param entrypoint instead of the image's; null for the image's own
 * @param args instead of the image's CMD; empty for the image's own
 * @param env added to the image's
 * @param user instead of the image's; "" for the image's own
 * @param workdir instead of the image's; "" for the image's own
 * @param volumes directories or files of this machine, by their absolute path in the container; written to in earnest
 *     never: changes are thrown away
 */
public record ContainerRun(
        Path layout,
        Path store,
        Platform platform,
        @Nullable List<String> entrypoint,
        List<String> args,
        Map<String, String> env,
        String user,
        String workdir,
        Map<String, Path> volumes) {

    public static ContainerRun of(Path layout, Path store) {
        return new ContainerRun(layout, store, Platform.current(), null, List.of(), Map.of(), "", "", Map.of());
    }

    /**
     * Runs to the end, with the streams of this JVM if {@code output} is null, else line by line to it.
     *
     * @return the exit code, 128 + n for a death by signal n
     * @throws InterruptedException if interrupted; the container is killed
     */
    public int run(Surroundings surroundings, @Nullable Consumer<String> output) throws InterruptedException {
        throw new IllegalStateException("being written: " + surroundings + output);
    }
}
