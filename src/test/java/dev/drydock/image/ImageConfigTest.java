package dev.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageConfigTest {

    private static final Platform LINUX = new Platform("linux", "amd64", "");

    @Test
    void fieldsItHasNoNameForSurviveChanges() throws IOException {
        String raw = """
                {"architecture":"amd64","os":"linux","x-top":{"a":[1]},\
                "config":{"Env":["A=1"],"X-Own":true},"rootfs":{"type":"layers","diff_ids":[]}}""";
        ImageConfig changed =
                ImageConfig.parse(raw.getBytes(StandardCharsets.UTF_8)).withUser("app");

        assertThat(new String(changed.toBytes(), StandardCharsets.UTF_8))
                .contains("\"x-top\":{\"a\":[1]}", "\"X-Own\":true", "\"User\":\"app\"");
    }

    @Test
    void aChangeLeavesTheOriginalAsItWas() {
        ImageConfig before = ImageConfig.empty(LINUX).withEnv(Map.of("A", "1"));
        String text = before.toString();
        before.withEnv(Map.of("B", "2"))
                .withLabels(Map.of("l", "m"))
                .withHistoryAppended(List.of(new HistoryEntry("RUN x", false)), "1980-02-01T00:00:00Z")
                .withDiffIds(List.of(Digest.of(new byte[0])));

        assertThat(before).hasToString(text);
    }

    @Test
    void bytesThatAreNotUtf8AreReplacedInTextButNotInTheBuild() throws IOException {
        String name = ByteNames.decode(new byte[] {'a', (byte) 0xFF, 'b'});
        ImageConfig config = ImageConfig.empty(LINUX)
                .withEnv(Map.of("A", name))
                .withUser(name)
                .withVolumes(List.of(name))
                .withHistoryAppended(List.of(new HistoryEntry("COPY " + name + " /", false)), "1980-02-01T00:00:00Z");

        ImageConfig read = ImageConfig.parse(config.toBytes());
        assertThat(read.env()).containsEntry("A", "a\uFFFDb");
        assertThat(read.user()).isEqualTo("a\uFFFDb");
        assertThat(read.volumes()).containsExactly("a\uFFFDb");
        assertThat(read.history().get(0).path("created_by").asText()).isEqualTo("COPY a\uFFFDb /");
    }
}
