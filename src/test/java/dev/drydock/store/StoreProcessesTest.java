package dev.drydock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, several processes, some of which come to a bad end. */
class StoreProcessesTest {

    @TempDir
    Path root;

    @Test
    void processesThatBuildAndPruneAtTheSameTimeDoNotDisturbEachOther() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(StoreProcess.start("work", root.toString(), Integer.toString(i), "10"));
        }
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("done");
        }
        assertThat(root.resolve("sessions")).isEmptyDirectory();
        assertThat(root.resolve("prunes")).isEmptyDirectory();
    }

    @Test
    void aProcessKilledInTheMiddleOfABlobLeavesNothingThatCounts() throws Exception {
        Process process = StoreProcess.start("stall", root.toString());
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("half");
            try (Store store = Store.open(root)) {
                age();
                Session.removeDead(root.resolve("sessions"));
                assertThat(sessions()).as("a living session is left alone").hasSize(4);
                assertThat(store.blob(new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(new byte[100_000]), 100_000)))
                        .isEmpty();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(sessions()).hasSize(2);
        Files.createDirectories(root.resolve("prunes"));
        Path sign = Files.createFile(
                root.resolve("prunes").resolve(sessions().get(0).replace(".lock", "")));
        age();
        try (Store store = Store.open(root)) {
            assertThat(sessions()).hasSize(2);
            assertThat(store.blob(new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(new byte[100_000]), 100_000)))
                    .isEmpty();
            // Its sign, had it been pruning, stops nobody.
            new PruneSigns(new StoreLayout(root, false)).await();
            assertThat(sign).doesNotExist();
        }
    }

    private List<String> sessions() throws IOException {
        try (var files = Files.list(root.resolve("sessions"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private void age() throws IOException {
        try (var files = Files.list(root.resolve("sessions"))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
    }
}
