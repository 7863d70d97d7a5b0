package dev.drydock.sandbox.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts the worker's container: with the rights that namespaces and mounts inside need, and no more. Nothing
 * of the engine's machine is mounted but a volume of its own, so the engine may be on any machine.
 */
record WorkerContainer(ContainerEngine engine, String image, String name, String classPath, String mainClass) {

    /** Keeps unpacked layers and cache mounts from build to build. */
    static final String VOLUME = "drydock-worker";

    /** Where the volume is in the container. */
    static final String STORE = "/var/lib/drydock";

    List<String> command() {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "--interactive",
                "--rm",
                "--name",
                name,
                "--label",
                WorkerImage.LABEL + "=1",
                "--network",
                "host",
                // The output of the worker holds layers, among others.
                "--log-driver",
                "none",
                "--user",
                "0:0",
                "--workdir",
                "/",
                "--security-opt",
                "seccomp=unconfined",
                "--security-opt",
                "apparmor=unconfined",
                "--security-opt",
                "label=disable",
                "--pids-limit",
                "-1"));
        // For a /proc of one's own, which may not show what this one covers.
        all.add("--security-opt");
        all.add(engine.kind() == ContainerEngine.Kind.DOCKER ? "systempaths=unconfined" : "unmask=ALL");
        if (!engine.rootless()) {
            // For namespaces and mounts, for the loopback interface of --network=none, and those that Docker gives a
            // RUN and podman does not. Root of a rootless engine has them in a user namespace only, and makes another.
            for (String capability : List.of("SYS_ADMIN", "NET_ADMIN", "MKNOD", "NET_RAW", "AUDIT_WRITE")) {
                all.add("--cap-add");
                all.add(capability);
            }
        }
        all.add("--volume");
        all.add(VOLUME + ":" + STORE + (engine.kind() == ContainerEngine.Kind.PODMAN ? ":suid,dev,exec" : ""));
        all.addAll(List.of("--env", "LC_ALL=C.UTF-8", "--entrypoint", "java", image));
        all.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Xshare:auto",
                // The first process of a container that leaves signals alone is not ended by those of a terminal.
                "-Xrs",
                "-XX:-UsePerfData",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-Djna.nosys=true",
                "-cp",
                classPath,
                mainClass,
                STORE));
        return engine.words(all);
    }
}
