package dev.drydock.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.io.tar.TarReader;
import dev.drydock.sandbox.engine.ContainerEngine.Kind;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WorkerImageTest {

    /** Has no image at first, keeps what it is given. */
    private static final String EMPTY = """
            case "$1 $2" in
            "image inspect") grep -qx "$5" %1$s/has && echo sha256:abc || exit 1 ;;
            "load ") cat > %1$s/loaded; tar -xOf %1$s/loaded manifest.json | grep -o 'localhost[^"]*' >> %1$s/has ;;
            "cp -") cat > %1$s/copied ;;
            "pull --quiet") echo "$3" >> %1$s/has ;;
            create*) echo c0ffee ;;
            images*) echo localhost/drydock-worker:old; echo debian:bookworm ;;
            esac
            """;

    @TempDir
    Path directory;

    private FakeEngine fake() throws IOException {
        Files.writeString(directory.resolve("has"), "");
        return FakeEngine.in(directory.resolve("bin")).answers("docker", EMPTY.formatted(directory));
    }

    private ContainerEngine engine(String architecture) {
        return new ContainerEngine(directory.resolve("bin/docker"), Kind.DOCKER, "1", architecture, false);
    }

    private WorkerFiles files() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes/p"));
        Files.writeString(classes.resolve("A.class"), "A");
        Path jar = Files.writeString(directory.resolve("b.jar"), "jar");
        return new WorkerFiles(List.of(directory.resolve("classes"), jar));
    }

    private static Map<String, byte[]> entries(Path archive) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var tar = new TarReader(Files.newInputStream(archive))) {
            for (var entry = tar.next(); entry != null; entry = tar.next()) {
                entries.put(entry.name(), tar.content().readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void theOwnImageIsLoadedOnceAndOlderOnesAreRemoved() throws Exception {
        var fake = fake();
        var image = new WorkerImage(engine(Platform.current().architecture()), files());
        String name = image.ensure("");
        assertThat(name).matches("localhost/drydock-worker:[0-9a-f]{32}");
        assertThat(fake.asked()).contains("load", "rmi localhost/drydock-worker:old");
        assertThat(fake.asked()).noneMatch(asked -> asked.contains("pull") || asked.equals("rmi debian:bookworm"));
        int before = fake.asked().size();
        assertThat(image.ensure("")).isEqualTo(name);
        assertThat(fake.asked().subList(before, fake.asked().size()))
                .containsExactly("image inspect --format {{.Id}} " + name);

        Map<String, byte[]> archive = entries(directory.resolve("loaded"));
        String manifest = new String(archive.get("manifest.json"), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(manifest).contains("\"RepoTags\":[\"" + name + "\"]", "\"Layers\":[\"layer.tar\"]");
        String config = archive.keySet().stream()
                .filter(each -> each.endsWith(".json") && !each.equals("manifest.json"))
                .findFirst()
                .orElseThrow();
        assertThat(Json.parseObject(archive.get(config))
                        .path("rootfs")
                        .path("diff_ids")
                        .path(0)
                        .asText())
                .isEqualTo(dev.drydock.image.Digest.of(archive.get("layer.tar")).toString());
        Path layer = Files.write(directory.resolve("layer.tar"), archive.get("layer.tar"));
        assertThat(entries(layer))
                .containsKeys(
                        "opt/java/bin/java", "drydock/lib/0/p/A.class", "drydock/lib/1.jar", "etc/passwd", "tmp/");
        assertThat(entries(layer).keySet()).anyMatch(each -> each.contains("libc"));
    }

    @Test
    void anImageTheUserNamesGetsTheWorkerByTheEnginesOwnMeans() throws Exception {
        var fake = fake();
        String name = new WorkerImage(engine("s390x"), files()).ensure("example.org/java:17");
        assertThat(fake.asked())
                .containsSubsequence(
                        "pull --quiet example.org/java:17",
                        "create --label dev.drydock.worker=1 example.org/java:17 java",
                        "cp - c0ffee:/",
                        "commit --change LABEL dev.drydock.worker=1 c0ffee " + name,
                        "rm --force c0ffee");
        assertThat(entries(directory.resolve("copied"))).containsKeys("drydock/lib/0/p/A.class", "drydock/lib/1.jar");
    }

    @Test
    void anotherWorkerIsAnotherImage() throws Exception {
        fake();
        var before = new WorkerImage(engine("s390x"), files()).ensure("java");
        var files = files();
        Files.writeString(directory.resolve("b.jar"), "another");
        assertThat(new WorkerImage(engine("s390x"), files).ensure("java")).isNotEqualTo(before);
    }

    @Test
    void forAnotherProcessorAnImageHasToBeNamed() throws Exception {
        fake();
        var image = new WorkerImage(engine("s390x"), files());
        assertThatThrownBy(() -> image.ensure("")).isInstanceOfSatisfying(HostRefusal.class, refusal -> {
            assertThat(refusal.reason()).startsWith("the machine of docker 1 is s390x, and this JVM is for ");
            assertThat(refusal.hint()).contains("-Ddrydock.workerImage=");
        });
    }

    @Test
    void whatTheEngineRefusesIsTold() throws Exception {
        FakeEngine.in(directory.resolve("bin")).answers("docker", "echo 'no space left on device' >&2; exit 1");
        var image = new WorkerImage(engine("s390x"), files());
        assertThatThrownBy(() -> image.ensure("java"))
                .isInstanceOf(HostRefusal.class)
                .hasMessage("docker 1 could not pull drydock.workerImage, java: no space left on device");
    }
}
