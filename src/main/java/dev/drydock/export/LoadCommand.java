package dev.drydock.export;

import dev.drydock.image.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How each of the programs that take images is called. Clusters are given an image through their own program: none of these calls
 * needs the {@code docker} command.
 */
public enum LoadCommand {
    /** Docker and Podman, and whatever is called as they are. */
    ENGINE("", "load"),
    NERDCTL("nerdctl", "--namespace=CLUSTER load"),
    KIND("kind", "load image-archive FILE --name=CLUSTER"),
    MINIKUBE("minikube", "--profile=CLUSTER image load FILE"),
    K3D("k3d", "image import FILE --cluster=CLUSTER"),
    K3S("k3s", "ctr images import -"),
    CONTAINERD("ctr", "--namespace=CLUSTER images import -");

    private static final String CLUSTER = "CLUSTER";
    private static final String FILE = "FILE";

    /** Where Kubernetes looks for its images in a containerd. */
    private static final String KUBERNETES = "k8s.io";

    private final String program;
    private final String words;

    LoadCommand(String program, String words) {
        this.program = program;
        this.words = words;
    }

    /** @param engine as the user names it: a program, its path, or {@code containerd} */
    static LoadCommand of(String engine) {
        String name = engine.substring(Math.max(engine.lastIndexOf('/'), engine.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.exe$", "");
        for (LoadCommand each : values()) {
            if (each.program.equals(name) || each == CONTAINERD && name.equals("containerd")) {
                return each;
            }
        }
        return ENGINE;
    }

    /** Advice for when its program has failed; null where nobody knows without its words. */
    @Nullable
    String advice() {
        return switch (this) {
            case CONTAINERD ->
                "Check that containerd runs and that this user may use its socket; if it listens elsewhere, name the socket by"
                        + " the variable CONTAINERD_ADDRESS.";
            case K3S -> "Check that k3s runs and that this user may use its containerd, as root may.";
            case KIND, MINIKUBE, K3D ->
                "Check that the cluster runs and that drydock.load.cluster, if it is set, is its name.";
            case ENGINE, NERDCTL -> null;
        };
    }

    /** The program to look for when the user names this engine. */
    String program(String engine) {
        return this == CONTAINERD && engine.equalsIgnoreCase("containerd") ? program : engine;
    }

    /** Whether it tells a running engine from a missing one when it is asked {@code info}. */
    boolean answersInfo() {
        return this == ENGINE || this == NERDCTL;
    }

    /** Whether it reads a file, and not its standard input. */
    boolean readsFile() {
        return words.contains(FILE);
    }

    /** Whether there can be several, told apart by a name. */
    boolean hasClusters() {
        return words.contains(CLUSTER);
    }

    /** The one to take if the user names none; "" for that of the program itself. */
    String usualCluster(Map<String, String> environment) {
        return this == CONTAINERD ? environment.getOrDefault("CONTAINERD_NAMESPACE", KUBERNETES) : "";
    }

    /** @param cluster "" for the program's own choice */
    List<String> arguments(String cluster, Path file) {
        List<String> arguments = new ArrayList<>();
        for (String word : words.split(" ")) {
            if (word.equals(FILE)) {
                arguments.add(file.toString());
            } else if (!word.endsWith(CLUSTER)) {
                arguments.add(word);
            } else if (!cluster.isEmpty()) {
                arguments.add(word.replace(CLUSTER, cluster));
            }
        }
        return arguments;
    }

    /** Whether it ends with exit code 0 although it says that a node has not got the image, as k3d does. */
    boolean admitsFailure(String output) {
        return this == K3D && output.toLowerCase(Locale.ROOT).matches("(?s).*failed to (?:import|copy|load) .*");
    }

    /** The call that lists the images there are now; none where a failed call says so itself. */
    List<String> listing(String cluster) {
        if (this != MINIKUBE) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of("image", "ls", "--format=json"));
        if (!cluster.isEmpty()) {
            arguments.add(0, "--profile=" + cluster);
        }
        return arguments;
    }

    /** Whether the listing has the name. */
    static boolean lists(String listing, Reference name) {
        return listing.contains('"' + name.fullName() + '"') || listing.contains('"' + name.toString() + '"');
    }
}
