package dev.drydock.buildkit;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.failure.BuildFailure;
import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of this machine that speaks with BuildKit: {@code buildctl} with the daemon that {@code BUILDKIT_HOST} names, or buildx
 * with the builder it would use, {@code BUILDX_BUILDER} or the current one.
 *
 * @param command that begins a call
 * @param place the daemon or builder, as the end of a sentence
 * @param json whether it can tell its progress as JSON
 */
record BuildKitClient(Kind kind, List<String> command, String place, boolean json) {

    enum Kind {
        BUILDCTL,
        BUILDX
    }

    private static final String HOST = "BUILDKIT_HOST";
    private static final String BUILDER = "BUILDX_BUILDER";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("\\bv?(\\d+)\\.(\\d+)\\.\\d+");

    /** The first version, of both, that has {@code --progress=rawjson}. */
    private static final int JSON_SINCE = 13;

    /** @throws BuildFailure saying what was looked for */
    static BuildKitClient find(Map<String, String> environment) throws IOException, InterruptedException {
        String host = environment.getOrDefault(HOST, "");
        return host.isEmpty() ? buildx(environment) : buildctl(host, environment);
    }

    private static BuildKitClient buildctl(String host, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path program = SearchPath.find("buildctl", environment)
                .orElseThrow(() -> BuildFailure.ofEnvironment(
                        HOST + " is " + host + ", but there is no buildctl in PATH to speak with it",
                        "Install buildctl, which comes with BuildKit; or unset " + HOST + " to have a buildx builder"
                                + " build.",
                        null));
        String version = said(List.of(program.toString(), "--version"), environment);
        return new BuildKitClient(Kind.BUILDCTL, List.of(program.toString()), "BuildKit at " + host, hasJson(version));
    }

    private static BuildKitClient buildx(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (List<String> words : List.of(List.of("docker", "buildx"), List.of("docker-buildx"), List.of("buildx"))) {
            Optional<Path> program = SearchPath.find(words.get(0), environment);
            if (program.isEmpty()) {
                tried.add(words.get(0) + " is not in PATH");
                continue;
            }
            List<String> command = new ArrayList<>(words);
            command.set(0, program.get().toString());
            List<String> question = new ArrayList<>(command);
            question.add("version");
            String version = said(question, environment);
            // Programs that stand in for docker have a buildx of that name, too.
            if (version.contains("docker/buildx")) {
                String builder = environment.getOrDefault(BUILDER, "");
                return new BuildKitClient(
                        Kind.BUILDX,
                        List.copyOf(command),
                        builder.isEmpty() ? "the current builder of buildx" : "the buildx builder " + builder,
                        hasJson(version));
            }
            tried.add(String.join(" ", words) + " is no buildx: " + version);
        }
        throw BuildFailure.ofEnvironment(
                "There is no BuildKit to build with: " + HOST + " is not set, and buildx was not found ("
                        + String.join("; ", tried) + ")",
                "Set " + HOST + " and install buildctl, or install docker's buildx; or leave out"
                        + " drydock.engine=buildkit to have Drydock build.",
                null);
    }

    private static String said(List<String> question, Map<String, String> environment)
            throws IOException, InterruptedException {
        try {
            String all = Program.of(question)
                    .withEnvironment(environment)
                    .withErrorsInOutput()
                    .within(PATIENCE)
                    .run()
                    .out();
            return all.lines().filter(line -> !line.isBlank()).findFirst().orElse("it printed nothing");
        } catch (Program.Late late) {
            return "no answer in " + PATIENCE.toSeconds() + " seconds";
        }
    }

    /** Nothing is known about unreleased versions, and the plain format loses nothing but how long some things took. */
    static boolean hasJson(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find()
                && (Integer.parseInt(matcher.group(1)) > 0 || Integer.parseInt(matcher.group(2)) >= JSON_SINCE);
    }

    /** The whole command line of a build, without the value of any secret. */
    List<String> command(BuildRequest request, ImageSource.Dockerfile source, BuildEnvironment surroundings)
            throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add("build");
        all.add("--progress=" + (json ? "rawjson" : "plain"));
        ClientArguments arguments = switch (kind) {
            case BUILDCTL -> new BuildctlArguments();
            case BUILDX -> new BuildxArguments();
        };
        new HandOver(request, source, surroundings).to(arguments);
        all.addAll(arguments.all());
        return all;
    }

    /** Reads what it tells of its progress. */
    Program.Output reader(SolveProgress progress) {
        return new ProgressReader(json ? new JsonProgress(progress) : new PlainProgress(progress));
    }
}
