package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that pages explain are messages that the plugin has. */
class MessagesTest {

    private static final Pattern CELL = Pattern.compile("^\\| (`.*?`(?:, `.*?`)*)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static String sources;

    /** With texts in one piece that the code has in several. */
    @BeforeAll
    static void read() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                all.append(Files.readString(file));
            }
        }
        sources = all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    @Test
    void theMessagesOfThePageAreInTheSources() {
        Page page = Page.read(Path.of("src/site/markdown/troubleshooting.md"));
        List<String> explained = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String line : page.lines()) {
            Matcher cell = CELL.matcher(line);
            Matcher message = QUOTED.matcher(cell.find() ? cell.group(1) : "");
            while (message.find()) {
                explained.add(message.group(1));
                for (String part : message.group(1).split("…")) {
                    if (!sources.contains(part)) {
                        unknown.add("'" + part + "' of: " + message.group(1));
                    }
                }
            }
        }
        assertThat(explained).hasSizeGreaterThan(50);
        assertThat(unknown).isEmpty();
    }
}
