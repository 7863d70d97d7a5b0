package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIndexTest {

    @Test
    void eachHeadingIsAnEntryWithTheTextBelowIt() {
        List<String> page = List.of(
                "# Registries",
                "",
                "How to *log in*.",
                "<a id=\"x\"></a>",
                "## `Proxies`",
                "See [here](a.md).",
                "```sh",
                "# no heading",
                "```");
        assertThat(SearchIndex.entries("registries.html", page))
                .containsExactly(
                        "{\"page\":\"registries.html\",\"title\":\"Registries\",\"heading\":\"Registries\",\"text\":\"How to log in.\"}",
                        "{\"page\":\"registries.html\",\"title\":\"Registries\",\"heading\":\"Proxies\",\"text\":\"See here. sh # no heading\"}");
    }

    @Test
    void theIndexOfTheSiteHasEveryPage(@TempDir Path folder) throws Exception {
        Path index = folder.resolve("js/search-index.js");
        SearchIndex.main(new String[] {index.toString(), "src/site/markdown"});
        String script = Files.readString(index);
        JsonNode entries =
                new ObjectMapper().readTree(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1));
        List<String> pages = new ArrayList<>();
        entries.forEach(entry -> pages.add(entry.path("page").asText()));
        assertThat(pages).contains("reference.html", "lint/index.html", "decisions/start-up.html");
    }
}
