package dev.drydock.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Recording the classes that an application uses while somebody else, such as its integration tests, uses the application: its
 * JVM writes the file when it ends in good order.
 *
 * @param record the command of a container that is recorded
 * @param from where its JVM writes the file, a place that every user may write to
 * @param path of the file in the image
 * @param start the command of an image that has it
 */
public record StartupRecording(List<String> record, String from, String path, List<String> start) {

    /** @param release of the Java that runs it, or an older one */
    public static StartupRecording of(JavaApplication application, int release) {
        List<String> command = Objects.requireNonNull(application.command());
        StartupCache cache = StartupCache.of(release, application.root());
        String from = "/tmp/" + cache.name();
        return new StartupRecording(
                with(command, cache.writing(from)), from, cache.path(), with(command, List.of(cache.reading())));
    }

    /** A command of Java's with options before its own. */
    static List<String> with(List<String> command, List<String> options) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, options);
        return List.copyOf(all);
    }
}
