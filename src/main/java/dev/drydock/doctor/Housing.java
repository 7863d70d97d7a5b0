package dev.drydock.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The surroundings of Maven itself, as far as the cure for a refusal depends on them. */
enum Housing {
    MACHINE("not in a container"),
    CONTAINER("in a container"),
    POD("in a pod of Kubernetes");

    private final String words;

    Housing(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Housing current() {
        return of(System.getenv(), Path.of("/"));
    }

    /**
     * Told by the files and variables that engines put there.
     *
     * @param root of the file system
     */
    static Housing of(Map<String, String> environment, Path root) {
        if (environment.containsKey("KUBERNETES_SERVICE_HOST")
                || Files.exists(root.resolve("var/run/secrets/kubernetes.io"))) {
            return POD;
        }
        boolean marked = Files.exists(root.resolve(".dockerenv")) || Files.exists(root.resolve("run/.containerenv"));
        return marked || environment.containsKey("container") ? CONTAINER : MACHINE;
    }
}
