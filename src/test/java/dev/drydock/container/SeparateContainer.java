package dev.drydock.container;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import com.sun.jna.Native;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program that runs a container with its own streams, as Maven does, to be ended meanwhile. */
final class SeparateContainer {

    private SeparateContainer() {}

    /** @param arguments layout, store, argument of the image's program */
    public static void main(String[] arguments) throws InterruptedException {
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
        int code = ContainerRun.of(Path.of(arguments[0]), Path.of(arguments[1]))
                .with(List.of(arguments[2]), Map.of())
                .run(surroundings, null);
        System.out.println("ended with " + code);
    }

    /** The class path it needs, wherever this JVM has it from. */
    static String classPath() throws URISyntaxException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                SeparateContainer.class,
                ContainerRun.class,
                Native.class,
                ZstdInputStream.class,
                JsonFormat.class,
                JsonFactory.class,
                JsonNode.class)) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(":", places);
    }
}
