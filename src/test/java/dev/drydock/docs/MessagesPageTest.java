package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesPageTest {

    @Test
    void aFailureIsARowWithItsWordsAndWhatToDo() {
        String source = """
                throw BuildFailure.ofBuild(
                        "The port '" + port + "' is taken (" + by(name, "x, y") + ")", "Choose another with <waitPort>.");
                throw BuildFailure.ofCause("The layer cannot be read", e);
                throw BuildFailure.ofEnvironment(what, hint, null);
                throw BuildFailure.ofBuild("Two \\"images\\" | here", many ? "One." : "Two.");
                """;
        assertThat(MessagesPage.rows(source))
                .containsExactly(
                        "| `The port '…' is taken (…)` | Choose another with `<waitPort>`. |\n",
                        "| `The layer cannot be read: …` |  |\n",
                        "| `Two \"images\" \\| here` |  |\n");
    }

    @Test
    void thePageHasTheMessagesOfTheSources(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("messages.md");
        MessagesPage.main(new String[] {"src/main/java/dev/drydock", page.toString()});
        assertThat(Files.readAllLines(page))
                .hasSizeGreaterThan(250)
                .contains("## Dockerfiles", "| `No process can be isolated here. Tried …` |  |")
                .anyMatch(line -> line.startsWith("| `Two different images would be pushed as …` | Give each a name"));
    }
}
