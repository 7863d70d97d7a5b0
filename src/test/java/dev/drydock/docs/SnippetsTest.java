package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.docs.Page.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Code in the documentation is code that works: it is read by what would read it, and names what there is. */
class SnippetsTest {

    /** Blocks in other languages would go unchecked; {@code text} is what a program has printed, or a path. */
    private static final Set<String> LANGUAGES =
            Set.of("", "sh", "text", "xml", "dockerfile", "yaml", "groovy", "java", "json", "properties", "python");

    /** Part of a Dockerfile is read as if it stood in a stage. */
    private static final Pattern BEGINS_A_DOCKERFILE = Pattern.compile("(?i)\\s*(#.*\\s+)*(FROM|ARG) [\\s\\S]*");

    private static final Pattern PODS = Pattern.compile("yaml '''\n(.*?)'''", Pattern.DOTALL);

    static Stream<Block> blocks() {
        return Page.all().stream().flatMap(page -> page.blocks().stream());
    }

    static Stream<Block> xml() {
        return blocks().filter(block -> block.language().equals("xml"));
    }

    static Stream<Block> dockerfiles() {
        return blocks().filter(block -> block.language().equals("dockerfile"));
    }

    static Stream<Block> yaml() {
        return blocks().flatMap(block -> block.language().equals("yaml") ? Stream.of(block) : pods(block));
    }

    /** A Jenkinsfile has the specification of a pod in it, as a string. */
    private static Stream<Block> pods(Block block) {
        return block.language().equals("groovy")
                ? PODS.matcher(block.text())
                        .results()
                        .map(pod -> new Block(
                                block.page(),
                                block.line(),
                                "yaml",
                                "",
                                pod.group(1).lines().toList()))
                : Stream.empty();
    }

    static Stream<Block> copies() {
        return blocks().filter(block -> block.origin().startsWith("from: "));
    }

    static Stream<Page> pages() {
        return Page.all().stream().filter(page -> !page.isHistory());
    }

    @Test
    void everyBlockIsInALanguageThatIsChecked() {
        assertThat(blocks().filter(block -> !LANGUAGES.contains(block.language())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void configurationsAreThoseABuildTakes(Block block) {
        assertThatCode(() -> XmlSnippet.of(block.text()).check())
                .as("%s", block)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void dockerfilesAreUnderstood(Block block) {
        String text = block.text();
        String whole = BEGINS_A_DOCKERFILE.matcher(text).matches() ? text : "FROM scratch\n" + text;
        assertThatCode(() -> Dockerfile.parse("Dockerfile", whole.getBytes(StandardCharsets.UTF_8)))
                .as("%s", block)
                .doesNotThrowAnyException();
    }

    /** And the commands in what has become of their quotes and folds. */
    @ParameterizedTest
    @MethodSource("yaml")
    void ciFilesAreUnderstood(Block block) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        List<String> texts = new ArrayList<>();
        assertThatCode(() -> yaml.loadAll(block.text()).forEach(document -> collect(document, texts)))
                .as("%s", block)
                .doesNotThrowAnyException();
        assertThat(texts.stream().flatMap(text -> Commands.mistakes(text).stream()))
                .as("%s", block)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsNameGoalsAndPhasesThatAreThere(Page page) {
        List<String> mistakes = new ArrayList<>();
        for (Block block : page.blocks()) {
            if (!block.language().equals("text") && !block.language().equals("yaml")) {
                mistakes.addAll(Commands.mistakes(block.text()));
            }
        }
        page.codeSpans().forEach(span -> mistakes.addAll(Commands.mistakes(span)));
        assertThat(mistakes).as("%s", page.file()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void settingsThatPagesNameAreThere(Page page) {
        assertThat(Commands.unknownProperties(String.join("\n", page.lines())))
                .as("%s", page.file())
                .isEmpty();
    }

    /** A comment {@code from: FILE} above a block says that it stands in that file, word for word but for indentation. */
    @ParameterizedTest
    @MethodSource("copies")
    void copiesAreWhatTheyAreCopiesOf(Block block) throws IOException {
        Path file = Path.of(block.origin().replaceFirst("^from: ", ""));
        assertThat(stripped(Files.readAllLines(file))).as("%s", block).contains(stripped(block.lines()));
    }

    private static String stripped(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.strip()).append('\n');
        }
        return text.toString();
    }

    private static void collect(Object node, List<String> texts) {
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> collect(value, texts));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, texts));
        } else if (node instanceof String text) {
            texts.add(text);
        }
    }
}
