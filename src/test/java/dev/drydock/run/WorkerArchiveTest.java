package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.kernel.KernelLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real archives, of a program that stands in for the worker. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(Lifecycle.PER_CLASS)
class WorkerArchiveTest {

    @TempDir
    static Path directory;

    private Path jar;
    private List<Path> classPath;

    /** In place of the worker. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println("it has run");
        }
    }

    @BeforeAll
    void packClasses() throws Exception {
        jar = directory.resolve("plugin.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            pack(place(WorkerArchive.class), "", zip);
            pack(place(Program.class), WorkerArchiveTest.class.getSimpleName(), zip);
        }
        classPath = List.of(jar, place(KernelLibrary.type()));
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void pack(Path classes, String start, ZipOutputStream zip) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && name.startsWith(start)) {
                    zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, zip);
                }
            }
        }
    }

    @Test
    void theFirstWorkerHasAnArchiveMadeFromWhichTheNextHasItsClasses() throws Exception {
        Path store = Files.createTempDirectory(directory, "store");
        WorkerArchive first = WorkerArchive.of(store, classPath);
        assertThat(run(first)).contains("it has run");
        assertThat(first.list()).isNotEmptyFile();
        first.workerEnded(true);
        awaitMaker(store);
        assertThat(first.file()).isNotEmptyFile();

        WorkerArchive second = WorkerArchive.of(store, classPath);
        assertThat(second.options()).containsExactly("-XX:SharedArchiveFile=" + first.file());
        assertThat(run(second, "-Xlog:class+load")).contains(Program.class.getName() + " source: shared objects file");
        // Nobody may do without: that it is really used.
        assertThat(run(second, "-Xshare:on")).contains("it has run");
        second.workerEnded(true);
        assertThat(names(store)).containsExactly(first.file().getFileName().toString());
    }

    @Test
    void aBrokenArchiveFailsNobody() throws Exception {
        Path store = Files.createTempDirectory(directory, "store");
        WorkerArchive archive = WorkerArchive.of(store, classPath);
        Files.createDirectories(archive.file().getParent());
        Files.writeString(archive.file(), "no archive");
        assertThat(run(archive)).isEqualTo("it has run\n");
    }

    @Test
    void anotherJarHasAnotherArchive() throws Exception {
        Path copy = directory.resolve("other.jar");
        Files.copy(jar, copy);
        List<Path> places = List.of(copy, classPath.get(1));
        WorkerArchive before = WorkerArchive.of(directory, places);
        Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2020-02-02T00:00:00Z")));
        assertThat(WorkerArchive.of(directory, places).file()).isNotEqualTo(before.file());
        Files.write(copy, new byte[1]);
        Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2020-02-02T00:00:00Z")));
        assertThat(WorkerArchive.of(directory, places).file()).isNotEqualTo(before.file());
    }

    @Test
    void directoriesOfClassesHaveNone() throws Exception {
        assertThat(WorkerArchive.of(directory, List.of(directory))).isNull();
    }

    @Test
    void aWorkerThatHasDoneLittleHasNoneMade() throws Exception {
        Path store = Files.createTempDirectory(directory, "store");
        WorkerArchive archive = WorkerArchive.of(store, classPath);
        run(archive);
        archive.workerEnded(false);
        assertThat(names(store)).isEmpty();
    }

    /** As a worker's JVM is started. */
    private String run(WorkerArchive archive, String... further) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"));
        command.addAll(List.of(further));
        command.addAll(archive.options());
        command.add("-cp");
        command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
        command.add(Program.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    /** It deletes the list last of all. */
    private static void awaitMaker(Path store) throws Exception {
        while (names(store).size() != 1 || !names(store).get(0).endsWith(".jsa")) {
            Thread.sleep(50);
        }
    }

    private static List<String> names(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("worker"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
