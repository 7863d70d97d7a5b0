package dev.drydock.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.progress.SilentBuildLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedLogTest {

    private static final StepName FIRST = new StepName("web", 1, 2, "RUN \"one\"");
    private static final StepName SECOND = new StepName("", 2, 2, "COPY a b");
    private static final Descriptor BLOB = new Descriptor("", Digest.of(new byte[] {1}), 10);

    @TempDir
    Path temp;

    @Test
    void stepsTransfersAndOtherWorkBecomeSpansAndOverlappingOnesGetRowsOfTheirOwn() throws Exception {
        List<String> heard = new ArrayList<>();
        var log = new TracedLog(hearing(heard), open());
        log.stepStarted(FIRST);
        log.stepStarted(SECOND);
        log.transfer(BLOB, true, 0, 10);
        log.transfer(BLOB, true, 10, 10);
        log.stepFinished(FIRST, Duration.ofSeconds(1), 5);
        log.stepFailed(SECOND, "it broke", "");
        log.stepCached(FIRST);
        log.pulled(Reference.parse("debian"), 3, Duration.ofMillis(2));
        log.ongoing("linking a runtime").close();
        assertThat(events())
                .extracting(
                        event -> event.path("name").asText(),
                        event -> event.path("cat").asText(),
                        event -> event.path("tid").asInt())
                .containsExactly(
                        tuple("process_name", "", 0),
                        tuple("sending " + BLOB.digest(), "push", 2),
                        tuple("[web 1/2] RUN \"one\"", "step", 0),
                        tuple("[2/2] COPY a b", "step", 1),
                        tuple("[web 1/2] RUN \"one\"", "step", 0),
                        tuple("pulled " + Reference.parse("debian"), "pull", 0),
                        tuple("linking a runtime", "work", 0));
        assertThat(events().get(3).path("args").path("failed").asText()).isEqualTo("it broke");
        assertThat(heard).containsExactly("started", "started", "finished", "failed");
    }

    @Test
    void severalModulesOfOneRunShareAFileAndAnEarlierRunsIsReplaced() throws Exception {
        Path file = temp.resolve("trace.json");
        Files.writeString(file, "[\n{\"name\":\"old\"},\n");
        Instant started = Instant.now().plusSeconds(10);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(started.minusSeconds(20)));
        TraceFile.open(file, started.minusSeconds(15), "one");
        TraceFile.open(file, started.minusSeconds(15), "two");
        assertThat(events())
                .extracting(event -> event.path("args").path("name").asText())
                .containsExactly("one", "two");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "").resolve("below");
        assertThatThrownBy(() -> TraceFile.open(file, Instant.now(), "one"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(file.toString());
    }

    private TraceFile open() {
        return TraceFile.open(temp.resolve("trace.json"), Instant.now(), "app");
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        String text = Files.readString(temp.resolve("trace.json"));
        assertThat(text).startsWith("[\n").endsWith(",\n");
        // As readers of the format do it: the array may end without its bracket.
        for (JsonNode event : Json.parseObject(
                        ("{\"all\":" + text.substring(0, text.length() - 2) + "]}").getBytes(StandardCharsets.UTF_8))
                .path("all")) {
            events.add(event);
        }
        return events;
    }

    private static BuildLog hearing(List<String> heard) {
        return new SilentBuildLog() {
            @Override
            public void stepStarted(StepName step) {
                heard.add("started");
            }

            @Override
            public void stepFinished(StepName step, Duration took, long bytes) {
                heard.add("finished");
            }

            @Override
            public void stepFailed(StepName step, String reason, String output) {
                heard.add("failed");
            }
        };
    }
}
