package dev.drydock.run;

import dev.drydock.image.Digest;
import dev.drydock.process.BackgroundProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The archive of the worker's classes (AppCDS, JEP 310), from which a JVM has them in a fraction of the time. Until there is
 * one, a worker writes down the classes that it loads; when it has ended, a program of its own makes the archive of them, which
 * may outlive this JVM by seconds. An archive is for one JDK and one jar of ours, which its name stands for; a JVM that
 * cannot use it does without.
 *
 * @param file where the archive is, or will be
 * @param list where a worker writes down its classes
 */
record WorkerArchive(List<Path> classPath, Path file, Path list) {

    private static final String MAKER = "dev.drydock.run.archive.ArchiveMain";

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** @return null if there can be none: of directories, or by a JVM that has none */
    static @Nullable WorkerArchive of(Path store, List<Path> classPath) throws IOException {
        String machine = System.getProperty("java.vm.name", "");
        if (!machine.contains("HotSpot") && !machine.contains("OpenJDK")) {
            return null;
        }
        var words = new ArrayList<String>();
        words.add(System.getProperty("java.vm.version", ""));
        words.add(System.getProperty("os.arch", ""));
        var files = new ArrayList<>(classPath);
        files.add(JAVA_HOME.resolve("lib").resolve("modules"));
        for (Path each : files) {
            var attributes = Files.readAttributes(each, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return null;
            }
            words.add(each + " " + attributes.size() + " " + attributes.lastModifiedTime());
        }
        String name = Digest.of(String.join("\n", words).getBytes(StandardCharsets.UTF_8))
                .hex();
        Path directory = store.resolve("worker");
        String own = name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        return new WorkerArchive(
                List.copyOf(classPath), directory.resolve(name + ".jsa"), directory.resolve(own + ".classes"));
    }

    /** For the JVM of a worker. */
    List<String> options() throws IOException {
        if (Files.exists(file)) {
            // The time of its last use, for those who prune.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return List.of("-XX:SharedArchiveFile=" + file);
        }
        Files.createDirectories(list.resolveSibling(""));
        return List.of("-XX:DumpLoadedClassList=" + list);
    }

    /**
     * To be called when the worker has ended: begins to make the archive if there is none.
     *
     * @param whole whether the worker has done all that workers do, so that the list has all classes
     */
    void workerEnded(boolean whole) throws IOException {
        if (!Files.exists(list)) {
            return;
        }
        if (!whole || Files.exists(file)) {
            Files.delete(list);
            return;
        }
        List<String> places = new ArrayList<>();
        for (Path each : classPath) {
            places.add(each.toString());
        }
        String joined = String.join(File.pathSeparator, places);
        String java = JAVA_HOME.resolve("bin").resolve("java").toString();
        // Without Maven's environment, which may have options for every JVM.
        BackgroundProgram.start(
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        joined,
                        MAKER,
                        java,
                        joined,
                        list.toString(),
                        file.toString()),
                list.resolveSibling(""));
    }
}
