package dev.drydock.export;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container engine or a cluster that can be given images by a program on this machine.
 *
 * @param program its command
 * @param command how that is called
 * @param cluster which one of several; "" for the one the program takes by itself
 * @param environment of the command, in which it finds its daemon
 */
public record LocalEngine(Path program, LoadCommand command, String cluster, Map<String, String> environment) {

    /** In the order they are tried. Clusters are not among them: nobody wants an image in one by chance. */
    public static final List<String> KNOWN = List.of("docker", "podman", "nerdctl");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The engine of this name, or the first of those known that answers.
     *
     * @param name a command of PATH or a path, or {@code containerd}; "" for whichever engine there is
     * @param cluster of the engine; "" for its usual one
     * @throws BuildFailure naming those tried and what they said
     */
    public static LocalEngine find(String name, String cluster, Map<String, String> environment)
            throws IOException, InterruptedException {
        LoadCommand command = LoadCommand.of(name);
        if (!cluster.isEmpty() && !command.hasClusters()) {
            throw BuildFailure.ofBuild(
                    "drydock.load.cluster is '" + cluster + "', but "
                            + (name.isEmpty()
                                    ? "drydock.load.engine is not set"
                                    : name + " has no clusters to choose from"),
                    "Set drydock.load.engine to kind, minikube, k3d, containerd or nerdctl, or leave out"
                            + " drydock.load.cluster.");
        }
        if (command.answersInfo()) {
            return answering(name, cluster, environment);
        }
        String wanted = command.program(name);
        Path program = program(wanted, environment)
                .orElseThrow(() -> BuildFailure.ofEnvironment(
                        "drydock.load.engine is " + name + ", but the program " + wanted + " is "
                                + (isPath(wanted) ? "not there" : "not in PATH"),
                        "Install it, or give its path: -Ddrydock.load.engine=/path/to/"
                                + Path.of(wanted).getFileName(),
                        null));
        String chosen = cluster.isEmpty() ? command.usualCluster(environment) : cluster;
        return new LocalEngine(program, command, chosen, environment);
    }

    private static LocalEngine answering(String name, String cluster, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (String each : name.isEmpty() ? KNOWN : List.of(name)) {
            Optional<Path> program = program(each, environment);
            if (program.isEmpty()) {
                tried.add(each + ": " + (isPath(each) ? "not there" : "not in PATH"));
                continue;
            }
            LocalEngine engine = new LocalEngine(program.get(), LoadCommand.of(each), cluster, environment);
            // Its client answers without its daemon, except to this.
            try {
                Program.Ended answer =
                        engine.call(List.of("info")).within(PATIENCE).run();
                if (answer.exitCode() == 0) {
                    return engine;
                }
                tried.add(each + ": " + lastLine(answer.out()));
            } catch (Program.Late late) {
                tried.add(each + ": no answer in " + PATIENCE.toSeconds() + " seconds");
            }
        }
        throw BuildFailure.ofEnvironment(
                "No container engine was found to load the image into (" + String.join("; ", tried) + ")",
                "Start one, or name its command with drydock.load.engine. Without an engine, drydock:save writes the"
                        + " image to a file.",
                null);
    }

    /**
     * Gives it the image.
     *
     * @param folder for an archive that is there as long as this takes, if the program wants a file
     * @return the names it has there
     */
    public List<Reference> load(ImageArchive archive, Path folder, BuildEnvironment surroundings)
            throws IOException, InterruptedException {
        OciLayout image = CompleteLayout.of(archive.layout(), archive.store(), surroundings);
        Path file =
                folder.resolve("load-" + ProcessHandle.current().pid() + ".tar").toAbsolutePath();
        Program load = call(command.arguments(cluster, file));
        String said;
        try {
            if (command.readsFile()) {
                archive.write(ImageArchive.Format.DOCKER, file, surroundings);
            } else {
                load.withInput(out -> archive.write(image, ImageArchive.Format.DOCKER, out));
            }
            said = output(load.run(), command.arguments(cluster, file));
        } finally {
            Files.deleteIfExists(file);
        }
        surroundings.log().debug(said);
        if (!command.listing(cluster).isEmpty()) {
            checkListed(image.image("", archive.platform()), archive.namesOf(image), surroundings);
        }
        return archive.namesOf(image);
    }

    private String output(Program.Ended loaded, List<String> arguments) {
        boolean admitted = command.admitsFailure(loaded.out());
        if (loaded.exitCode() != 0 || admitted) {
            throw BuildFailure.ofEnvironment(
                    "'" + program + " " + String.join(" ", arguments) + "' failed "
                            + (admitted
                                    ? "on a node: " + loaded.out().strip()
                                    : "with exit code " + loaded.exitCode() + ": " + lastLine(loaded.out())),
                    command.advice(),
                    null);
        }
        return loaded.out();
    }

    /** For a program that says nothing, and ends with exit code 0, when the cluster has not taken the image (minikube issue 23471). */
    private void checkListed(LayoutImage image, List<Reference> names, BuildEnvironment surroundings)
            throws IOException, InterruptedException {
        Program.Ended listed = call(command.listing(cluster)).run();
        String listing = listed.out();
        if (listed.exitCode() != 0) {
            surroundings.log().debug(program + " does not list its images: " + lastLine(listing));
        } else if (!listing.contains(image.manifest().config().digest().hex())
                && !listing.contains(image.manifest().digest().hex())) {
            for (Reference name : names) {
                if (!LoadCommand.lists(listing, name)) {
                    throw BuildFailure.ofEnvironment(
                            program + " has reported no failure, but the image " + name
                                    + " is not among those it lists",
                            "Run '" + program + " image load' by hand with -v=3 --alsologtostderr and the file that"
                                    + " drydock:save writes, to see why.",
                            null);
                }
            }
            surroundings
                    .log()
                    .warning(program + " lists " + names.get(0)
                            + " with another digest: perhaps it has kept the image of" + " an earlier load");
        }
    }

    /** The program, and which of its clusters. */
    @Override
    public String toString() {
        return program + (cluster.isEmpty() ? "" : ", " + cluster);
    }

    private Program call(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(arguments);
        return Program.of(words).withEnvironment(environment).withErrorsInOutput();
    }

    /** Programs that draw boxes around what they say end with a line of the box. */
    private static String lastLine(String output) {
        List<String> lines = output.lines()
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .toList();
        return lines.isEmpty()
                ? "it printed nothing"
                : lines.get(lines.size() - 1).strip();
    }

    private static boolean isPath(String name) {
        return name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0;
    }

    private static Optional<Path> program(String name, Map<String, String> environment) {
        return isPath(name)
                ? Optional.of(Path.of(name)).filter(Files::isExecutable)
                : SearchPath.find(name, environment);
    }
}
