package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.plan.CopyStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of {@code src/test/resources/frontend} is a Dockerfile and the plan, or the failure, it must give. A file
 * {@code request} holds what the user asked for beside it: lines {@code arg NAME=VALUE}, {@code target NAME},
 * {@code platform P}, {@code build-platform P}, {@code context NAME=VALUE}. The plan ends with the images that were looked
 * up. With {@code -Dgolden=write} what comes out is written instead of compared; read the difference before believing it.
 */
class PlanCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/frontend");

    @TestFactory
    Stream<DynamicTest> plansAreThoseOfTheCorpus() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("Dockerfile"))).sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        String actual = outcome(folder);
        Path golden = folder.resolve("expected");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static String outcome(Path folder) throws IOException {
        FolderImages images = new FolderImages(CORPUS.resolve("images"));
        try {
            Dockerfile file = Dockerfile.parse("Dockerfile", Files.readAllBytes(folder.resolve("Dockerfile")));
            DockerfileRequest request = request(file, folder.resolve("request"));
            String plan = PlanText.of(new DockerfileFrontend(images, PlanCorpusTest::seconds).plan(request));
            return plan + "looked up " + images.asked + "\n";
        } catch (BuildFailure failure) {
            return "refused: " + failure.getMessage() + "\n"
                    + (failure.hint() == null ? "" : "hint: " + failure.hint() + "\n");
        }
    }

    /** Addresses tell their own time here: {@code …/at-99/file} is of second 99, others are of none. */
    private static Long seconds(CopyStep.Source source) {
        Matcher time = Pattern.compile("/at-(\\d+)/").matcher(PlanText.source(source));
        return time.find() ? Long.valueOf(time.group(1)) : null;
    }

    private static DockerfileRequest request(Dockerfile dockerfile, Path file) throws IOException {
        Platform build = Platform.parse("linux/amd64");
        Platform target = null;
        String stage = "";
        Map<String, String> args = new LinkedHashMap<>();
        Map<String, NamedContext> contexts = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] words = line.split(" ", 2);
            String[] pair = words[1].split("=", 2);
            switch (words[0]) {
                case "arg" -> args.put(pair[0], pair[1]);
                case "target" -> stage = words[1];
                case "platform" -> target = Platform.parse(words[1]);
                case "build-platform" -> build = Platform.parse(words[1]);
                case "context" -> contexts.put(pair[0], context(pair[1]));
                default -> throw new AssertionError(line);
            }
        }
        return new DockerfileRequest(
                dockerfile,
                args,
                stage,
                new BuildPlatforms(build, target == null ? build : target, target != null),
                contexts);
    }

    private static NamedContext context(String value) {
        if (value.startsWith("docker-image://")) {
            return new NamedContext.Image(Reference.parse(value.substring("docker-image://".length())));
        }
        return value.startsWith("oci-layout://")
                ? new NamedContext.Layout(Path.of(value.substring("oci-layout://".length())))
                : new NamedContext.Directory(Path.of(value));
    }
}
