package dev.drydock.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Pairs of files {@code name.dockerfile} and {@code name.expected}. Run with {@code -Ddockerfile.corpus.record=true} to write the
 * expected files anew; then read the difference.
 */
public final class Corpus {

    private static final Path ROOT = Path.of("src/test/resources/dockerfile");

    private Corpus() {}

    static List<Path> files(String folder) {
        try (var files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".dockerfile"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<DynamicTest> tests(String folder, Function<byte[], String> result) {
        return files(folder).stream().map(file -> {
            String name = file.getFileName().toString().replace(".dockerfile", "");
            return DynamicTest.dynamicTest(name, () -> {
                var expected = file.resolveSibling(name + ".expected");
                String actual = result.apply(read(file));
                if (Boolean.getBoolean("dockerfile.corpus.record")) {
                    Files.writeString(expected, actual);
                }
                assertThat(actual).isEqualTo(Files.readString(expected));
            });
        });
    }
}
