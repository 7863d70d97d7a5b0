package dev.drydock.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.report.ImageReport;
import dev.drydock.report.content.FileTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {

    private static ImageReport report;
    private static String page;

    @BeforeAll
    static void write() throws IOException {
        report = LargeImage.report(15_000);
        var out = new ByteArrayOutputStream();
        ReportPage.write(report, out);
        page = out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void thePolicyAllowsTheScriptAndTheStyleOfThePageAndNothingElse() {
        String policy = between("Content-Security-Policy\" content=\"", "\"");
        assertThat(policy)
                .isEqualTo("default-src 'none'; script-src " + source(between("<script>", "</script>"))
                        + "; style-src " + source(between("<style>", "</style>"))
                        + "; base-uri 'none'; form-action 'none'");
        assertThat(page)
                .doesNotContain("style=", "onclick", "http-equiv=\"refresh\"", " src=", "<link", "@import", "url(");
    }

    private static String source(String text) {
        byte[] hash = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hash();
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void everythingTheImageSaysIsInTheDataAndNowhereElse() throws IOException {
        String rest = page.replace(between("id=\"data\">", "</script>"), "");
        assertThat(rest).doesNotContain("onerror", "registry.example", "needle");
        assertThat(between("id=\"data\">", "</script>")).matches("[A-Za-z0-9+/=\\s]+");
        assertThat(data().path("image").path("title").asText()).isEqualTo("registry.example/shop/web:1.4");
    }

    @Test
    void theColumnsAreTheTableOfFiles() throws IOException {
        JsonNode files = data().path("files");
        FileTable table = report.files();
        assertThat(files.path("kind").asText()).hasSize(table.size());
        assertThat(files.path("fate").asText()).hasSize(table.size());
        for (String column : List.of("up", "name", "size", "layer", "gone")) {
            assertThat(files.path(column)).as(column).hasSize(table.size());
        }
        for (int row = 0; row < table.size(); row += 97) {
            assertThat(files.path("name").get(row).asText()).isEqualTo(FileColumns.shown(table.name(row)));
            assertThat(row - files.path("up").get(row).asInt()).isEqualTo(table.parent(row));
            assertThat(files.path("size").get(row).asLong()).isEqualTo(table.size(row));
            assertThat(files.path("layer").get(row).asInt()).isEqualTo(table.layer(row));
            assertThat(files.path("gone").get(row).asInt()).isEqualTo(table.goneIn(row));
        }
    }

    @Test
    void namesNobodyLikesAreThere() throws IOException {
        List<String> names = new ArrayList<>();
        data().path("files").path("name").forEach(name -> names.add(name.asText()));
        assertThat(names)
                .contains("two\nlines\tand a tab", "exe.\u202Etxt.right-to-left", "__proto__", "not utf-8 \\xFF\\x80")
                .anyMatch(name -> name.length() > 4000);
    }

    @ParameterizedTest
    @CsvSource({"plain,plain", "ünï,ünï", "'a\uDCFFb','a\\xFFb'", "'\uD83D\uDE00\uDC80','\uD83D\uDE00\\x80'"})
    void bytesThatAreNoTextAreShownAsNumbers(String name, String shown) {
        assertThat(FileColumns.shown(name)).isEqualTo(shown);
    }

    private static ObjectNode data() throws IOException {
        byte[] packed = Base64.getMimeDecoder().decode(between("id=\"data\">", "</script>"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Json.parseObject(in.readAllBytes());
        }
    }

    private static String between(String before, String after) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL)
                .matcher(page);
        assertThat(found.find()).as(before).isTrue();
        return found.group(1);
    }
}
