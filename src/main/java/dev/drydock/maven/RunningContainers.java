package dev.drydock.maven;

import dev.drydock.container.StartedContainer;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.recording.StartRecorder;
import dev.drydock.maven.session.Invocation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The containers a module has started in this Maven run, by the id of the image ("" for the only one). */
final class RunningContainers {

    private static final String NOTE = "drydock.containers";

    /**
     * A container and where it prints.
     *
     * @param recorder null if it is not recorded
     */
    record Running(
            StartedContainer container,
            ContainerOutput output,
            @Nullable StartRecorder recorder) {}

    private final Map<String, Running> containers = new ConcurrentHashMap<>();

    private RunningContainers() {}

    static RunningContainers of(Invocation here) {
        return (RunningContainers) here.notes().computeIfAbsent(NOTE, key -> new RunningContainers());
    }

    boolean has(String image) {
        return containers.containsKey(image);
    }

    void put(String image, Running running) {
        containers.put(image, running);
    }

    Optional<Running> remove(String image) {
        return Optional.ofNullable(containers.remove(image));
    }
}
