package dev.drydock.buildkit;

import dev.drydock.advice.FailedCommand;
import dev.drydock.progress.BuildLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A build by BuildKit from its beginning to its end, told to a log in the way of builds by Drydock. Used by one thread at a
 * time: the one that reads the client's output, and afterwards who waits for that.
 */
final class SolveProgress {

    /** The reason of a step that was ended because another had failed. */
    static final String CANCELED = "canceled, because another step has failed";

    private static final int KEPT_LINES = 200;

    private static final Pattern CHECK = Pattern.compile("(\\w+): (.*) \\(line (\\d+)\\)");

    private final String dockerfile;
    private final BuildLog log;
    private final Map<String, VertexProgress> vertices = new LinkedHashMap<>();
    private final Set<String> warnings = new HashSet<>();
    private final Deque<String> others = new ArrayDeque<>();
    private boolean begun;
    private int finished;
    private int cached;
    private @Nullable Failure failure;

    /**
     * @param error as BuildKit says it
     * @param last of what the step has printed
     */
    record Failure(Vertex vertex, String error, FailedCommand last) {}

    /** @param dockerfile as messages name it */
    SolveProgress(String dockerfile, BuildLog log) {
        this.dockerfile = dockerfile;
        this.log = log;
    }

    void named(String id, String name) {
        vertices.computeIfAbsent(id, any -> new VertexProgress(Vertex.of(name), log));
    }

    void started(String id, Instant when) {
        VertexProgress vertex = vertices.get(id);
        if (vertex != null) {
            if (vertex.vertex().step() != null) {
                begun = true;
                tellPulled();
            }
            vertex.start(when);
        }
    }

    void printed(String id, byte[] bytes) {
        VertexProgress vertex = vertices.get(id);
        if (vertex != null) {
            vertex.print(bytes);
        }
    }

    void transferred(String id, String blob, long bytes) {
        VertexProgress vertex = vertices.get(id);
        if (vertex != null) {
            vertex.transfer(blob, bytes);
        }
    }

    void finished(String id, Instant when) {
        VertexProgress vertex = vertices.get(id);
        if (vertex != null && vertex.finish(when)) {
            finished++;
        }
    }

    void cached(String id) {
        VertexProgress vertex = vertices.get(id);
        if (vertex != null && vertex.cached()) {
            cached++;
        }
    }

    void failed(String id, String error) {
        VertexProgress vertex = vertices.get(id);
        if (vertex == null) {
            return;
        }
        boolean canceled = error.endsWith("context canceled") || error.equals(CANCELED);
        vertex.fail(canceled ? CANCELED : SolveFailure.reason(error), !canceled);
        if (!canceled && failure == null) {
            failure = new Failure(vertex.vertex(), error, vertex.last());
        }
    }

    /** @param text {@code Rule: what is wrong (line 7)} */
    void warning(String text) {
        if (warnings.add(text)) {
            Matcher check = CHECK.matcher(text);
            log.warning(
                    check.matches()
                            ? dockerfile + ":" + check.group(3) + ": " + check.group(2) + " (" + check.group(1) + ")"
                            : dockerfile + ": " + text);
        }
    }

    /** A line that is no progress. */
    void other(String line) {
        log.debug(line);
        others.add(line);
        if (others.size() > KEPT_LINES) {
            others.remove();
        }
    }

    /** Nothing more comes. */
    void end() {
        tellPulled();
        vertices.values().forEach(VertexProgress::close);
    }

    /** The build has failed: steps that have begun and of whose end nothing was heard are told to have failed with it. */
    void giveUp() {
        vertices.values().forEach(vertex -> vertex.fail("BuildKit has not finished it", true));
    }

    private void tellPulled() {
        vertices.values().forEach(VertexProgress::tellPulled);
    }

    /** Whether BuildKit has come to a step. */
    boolean hasBegun() {
        return begun || cached > 0;
    }

    /** Steps that were executed. */
    int executed() {
        return finished;
    }

    /** Steps whose stored result was used. */
    int cached() {
        return cached;
    }

    /** As messages name it. */
    String dockerfile() {
        return dockerfile;
    }

    /** The first that failed; null if none did. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** The last lines that were no progress. */
    Collection<String> others() {
        return List.copyOf(others);
    }
}
