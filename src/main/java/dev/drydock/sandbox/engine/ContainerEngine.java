package dev.drydock.sandbox.engine;

import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An engine that answers. Its own command line is asked, so it is found as its users find it: by {@code DOCKER_HOST}, a context,
 * {@code DOCKER_CONFIG}, {@code CONTAINER_HOST}, a podman machine.
 *
 * @param program its command
 * @param version of the engine, not of the command
 * @param architecture of its machine, as images name it
 * @param rootless whether its containers' root is an ordinary user of that machine
 */
public record ContainerEngine(Path program, Kind kind, String version, String architecture, boolean rootless) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The command lines that are understood. */
    public enum Kind {
        DOCKER("{{.ServerVersion}}\t{{.OSType}}\t{{.Architecture}}\t{{json .SecurityOptions}}"),
        PODMAN("{{.Version.Version}}\t{{.Host.OS}}\t{{.Host.Arch}}\t{{.Host.Security.Rootless}}");

        private final String question;

        Kind(String question) {
            this.question = question;
        }

        /** Name of the command, and of the engine. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The first that answers.
     *
     * @param environment in whose {@code PATH} commands are looked for
     * @throws HostRefusal if none does, with what each said
     */
    public static ContainerEngine find(Map<String, String> environment)
            throws HostRefusal, IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Optional<Path> program = SearchPath.find(kind.toString(), environment);
            if (program.isEmpty()) {
                tried.add(kind + " is not in PATH");
                continue;
            }
            try {
                Program.Ended answer = Program.of(List.of(program.get().toString(), "info", "--format", kind.question))
                        .within(PATIENCE)
                        .run();
                String[] words = answer.out().strip().split("\t", -1);
                if (answer.exitCode() != 0 || words.length != 4 || words[0].isEmpty()) {
                    tried.add(kind + " says: " + lastLine(answer));
                } else if (!words[1].equals("linux")) {
                    tried.add(kind + " runs containers of " + words[1] + " only; switch it to Linux containers");
                } else {
                    return of(program.get(), kind, words);
                }
            } catch (Program.Late late) {
                tried.add(kind + " gave no answer in " + PATIENCE.toSeconds() + " seconds");
            }
        }
        throw new HostRefusal(
                "no container engine answers (" + String.join("; ", tried) + ")",
                "Start Docker or Podman (on macOS and Windows: Docker Desktop, or podman machine start), and see that"
                        + " 'docker info' or 'podman info' answers.");
    }

    private static ContainerEngine of(Path program, Kind kind, String[] words) {
        String architecture = switch (words[2]) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> words[2];
        };
        boolean rootless = kind == Kind.DOCKER ? words[3].contains("name=rootless") : words[3].equals("true");
        return new ContainerEngine(program, kind, words[0], architecture, rootless);
    }

    /** Its command with these arguments, to be run. */
    public Program command(String... arguments) {
        return Program.of(words(List.of(arguments)));
    }

    List<String> words(List<String> arguments) {
        List<String> all = new ArrayList<>();
        all.add(program.toString());
        all.addAll(arguments);
        return all;
    }

    /**
     * Runs it to its end.
     *
     * @return what it printed
     * @throws HostRefusal if it fails, with the last line of what it said
     */
    String ask(Program command, String what) throws HostRefusal, IOException, InterruptedException {
        Program.Ended ended = command.run();
        if (ended.exitCode() != 0) {
            throw new HostRefusal(this + " could not " + what + ": " + lastLine(ended), "");
        }
        return ended.out().strip();
    }

    private static String lastLine(Program.Ended ended) {
        String text = ended.err().isBlank() ? ended.out() : ended.err();
        List<String> lines = text.strip().lines().toList();
        return lines.isEmpty()
                ? "nothing, and ended with exit code " + ended.exitCode()
                : lines.get(lines.size() - 1).strip();
    }

    /** As in "docker 28.2.2". */
    @Override
    public String toString() {
        return kind + " " + version;
    }
}
