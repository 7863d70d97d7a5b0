package dev.drydock.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Executes the cases of {@code src/test/resources/copy}; their results were compared with those of BuildKit. */
class CopyCaseTest {

    private static final Path CASES = Path.of("src/test/resources/copy");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicContainer> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream()
                    .map(file -> DynamicContainer.dynamicContainer(
                            file.getFileName().toString(),
                            CopyCase.parse(CopyCase.read(file)).stream()
                                    .map(c -> DynamicTest.dynamicTest(c.title(), () -> check(c)))));
        }
    }

    private void check(CopyCase copyCase) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "case");
        try {
            check(copyCase, own);
        } finally {
            Folders.delete(own);
        }
    }

    private static void check(CopyCase copyCase, Path own) throws IOException, InterruptedException {
        Map<String, List<String>> sections = copyCase.byName();
        Stage stage = copyCase.prepare(own);
        List<String> steps = sections.getOrDefault("steps", List.of());
        List<String> words = sections.get("fails");
        if (words != null) {
            BuildFailure failure = catchThrowableOfType(BuildFailure.class, () -> run(stage, steps));
            assertThat(failure).as("a failure").isNotNull();
            assertThat(failure.getMessage()).contains(words);
            return;
        }
        run(stage, steps);
        if (sections.containsKey("layer")) {
            assertThat(stage.lastLayer()).containsExactlyElementsOf(sections.get("layer"));
        }
        if (sections.containsKey("result")) {
            assertThat(String.join("\n", stage.listing())).isEqualTo(String.join("\n", sections.get("result")));
        }
    }

    private static void run(Stage stage, List<String> steps) throws IOException, InterruptedException {
        for (String step : steps) {
            stage.run(step);
        }
    }
}
