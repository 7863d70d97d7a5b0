package dev.drydock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Messages are printed in whatever character set the user's locale has: other characters than ASCII's end as question marks. */
class PlainMessagesTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** Units in the notation of other programs. */
    private static final Set<String> DATA = Set.of("\u00b5s", "\u03bcs");

    @Test
    void textsOfTheProgramAreAscii() throws IOException {
        Set<String> others = new TreeSet<>();
        for (CompilationUnitTree file : parsed()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitLiteral(LiteralTree literal, Void none) {
                    String text = String.valueOf(literal.getValue());
                    if (!DATA.contains(text) && text.codePoints().anyMatch(PlainMessagesTest::isForeign)) {
                        others.add(SOURCES.toAbsolutePath()
                                        .relativize(Path.of(file.getSourceFile().toUri())) + ": " + text);
                    }
                    return null;
                }
            }.scan(file, null);
        }
        assertThat(others).isEmpty();
    }

    /** Marks that no text has, for control or private use, are for comparisons. */
    private static boolean isForeign(int character) {
        return character > 127
                && character != 0xFFFD
                && !Set.of(Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE)
                        .contains((byte) Character.getType(character));
    }

    private static Iterable<? extends CompilationUnitTree> parsed() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return ((JavacTask) compiler.getTask(
                            null,
                            manager,
                            null,
                            List.of("-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(sources)))
                    .parse();
        }
    }
}
