package dev.drydock.java.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A runtime with no application yet, and the libraries of this machine that it loads.
 *
 * @param libraries by the absolute path the loader uses: where the file is on this machine
 */
public record BareRuntime(Path directory, Map<String, Path> libraries) {

    /**
     * Links one. Linux only, as it takes the C library from this machine.
     *
     * @param modules the only ones, with those they need
     * @param libraries more libraries of the system, if they are here
     * @param directory made
     * @throws dev.drydock.failure.BuildFailure if this is no whole JDK
     */
    public static BareRuntime link(Jdk jdk, List<String> modules, List<String> libraries, Path directory)
            throws IOException, InterruptedException {
        LinkedRuntime.make(jdk, modules, directory);
        return new BareRuntime(
                directory, SharedLibraries.of(directory, libraries).found());
    }
}
