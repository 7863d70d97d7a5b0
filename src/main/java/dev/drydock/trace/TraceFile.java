package dev.drydock.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;

/**
 * A file in Chrome's trace event format ("JSON Array Format"). Events are appended as they end, a line each, by any number of
 * goals and modules of one Maven run; the bracket at the end is optional in this format, so the file is readable at any time.
 * Spans that overlap get rows of their own. Thread-safe.
 */
public final class TraceFile {

    private final Path file;
    private final int process;
    private final BitSet rows = new BitSet();

    private TraceFile(Path file, int process) {
        this.file = file;
        this.process = process;
    }

    /**
     * @param runStarted a file from before that is replaced
     * @param module name of the group of rows that events go to
     * @throws BuildFailure if the file cannot be written
     */
    public static TraceFile open(Path file, Instant runStarted, String module) {
        TraceFile trace = new TraceFile(file, module.hashCode() & 0xFFFFFF);
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            if (!Files.exists(file) || Files.getLastModifiedTime(file).compareTo(FileTime.from(runStarted)) < 0) {
                Files.writeString(file, "[\n");
            }
        } catch (IOException e) {
            throw trace.failure(e);
        }
        ObjectNode name = trace.event("process_name", "M", 0);
        name.putObject("args").put("name", module);
        trace.append(name);
        return trace;
    }

    /** A span that goes on. */
    public final class Span {

        private final String name;
        private final String category;
        private final long began = now();
        private final int row = takeRow();
        private boolean ended;

        Span(String name, String category) {
            this.name = name;
            this.category = category;
        }

        /**
         * Ends it, the first time it is called.
         *
         * @param details shown with it
         */
        public void end(Map<String, String> details) {
            synchronized (TraceFile.this) {
                if (ended) {
                    return;
                }
                ended = true;
                rows.clear(row);
            }
            complete(name, category, began, now() - began, row, details);
        }
    }

    /** A span begins now. */
    public Span begin(String name, String category) {
        return new Span(name, category);
    }

    /**
     * A span that ends now.
     *
     * @param micros how long it took
     */
    public void ended(String name, String category, long micros, Map<String, String> details) {
        int row = takeRow();
        complete(name, category, now() - micros, micros, row, details);
        synchronized (this) {
            rows.clear(row);
        }
    }

    private void complete(String name, String category, long began, long micros, int row, Map<String, String> details) {
        ObjectNode event = event(name, "X", row);
        event.put("cat", category);
        event.put("ts", began);
        event.put("dur", micros);
        if (!details.isEmpty()) {
            event.set("args", Json.map(details));
        }
        append(event);
    }

    private synchronized int takeRow() {
        int row = rows.nextClearBit(0);
        rows.set(row);
        return row;
    }

    private ObjectNode event(String name, String phase, int row) {
        ObjectNode event = Json.object();
        event.put("name", name);
        event.put("ph", phase);
        event.put("pid", process);
        event.put("tid", row);
        return event;
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /** One write a line, at the end of the file, so that lines of several writers do not mix. */
    private synchronized void append(ObjectNode event) {
        byte[] line = (new String(Json.write(event), StandardCharsets.UTF_8) + ",\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file, line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private BuildFailure failure(IOException e) {
        return BuildFailure.ofEnvironment(
                "The trace cannot be written to " + file + ": " + Cause.of(e),
                "Set drydock.trace to a file that can be written.",
                e);
    }
}
