package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class PushingAtEnd {

    private static final List<String> MODULES = List.of("one", "two", "three");

    private PushingAtEnd() {}

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        try (TestRegistry registry = (TestRegistry) context.get("registry")) {
            InvokerLog log = InvokerLog.of(project);
            for (int run = 1; run <= 2; run++) {
                assertThat(log.run(run)).noneMatch(line -> line.contains("Pushed"));
            }
            for (int run = 3; run <= 5; run++) {
                assertThat(log.run(run).stream().filter(line -> line.contains("Pushed " + registry.hostAndPort())))
                        .hasSize(3);
            }
            for (String module : MODULES) {
                assertThat(registry.storage().tags("team/" + module)).containsExactly("1.0", "newest", "oldest");
            }
            checkOrder(registry.requests());
            JsonNode record = Json.parseObject(Files.readAllBytes(project.resolve("one/target/drydock/image.json")));
            assertThat(record.path("pushed")).hasSize(1);
            assertThat(Json.strings(record.path("pushed").get(0), "tags")).contains("1.0", "newest");
            assertThat(record.path("pushed").get(0).path("repository").asText()).isEqualTo("team/one");
        }
    }

    /** The first request that changes anything comes after all failures, and no tag before the last blob. */
    private static void checkOrder(List<Request> requests) {
        List<String> writes = requests.stream()
                .filter(request ->
                        !request.method().equals("GET") && !request.method().equals("HEAD"))
                .map(Request::toString)
                .toList();
        int firstTag = writes.indexOf(writes.stream()
                .filter(w -> w.matches("PUT .*/manifests/1\\.0"))
                .findFirst()
                .orElseThrow());
        // For each image: its manifest, its bill of materials and its attestations.
        assertThat(writes.subList(0, firstTag).stream().filter(w -> w.matches("PUT .*/manifests/sha256:.*")))
                .hasSize(3 * MODULES.size());
        assertThat(writes.subList(0, firstTag)).noneMatch(w -> w.matches("PUT .*/manifests/(?!sha256).*"));
        assertThat(writes.subList(firstTag, writes.size())).noneMatch(w -> w.contains("/blobs/"));
    }
}
