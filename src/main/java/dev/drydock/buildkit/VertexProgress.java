package dev.drydock.buildkit;

import dev.drydock.advice.FailedCommand;
import dev.drydock.io.LineSplitter;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.solve.progress.OutputTail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vertex from its beginning to its end, as the log is told of it. BuildKit may begin and end one several times; a step ends
 * once.
 */
final class VertexProgress {

    private final Vertex vertex;
    private final BuildLog log;
    private final @Nullable OutputTail output;
    private final FailedCommand last = new FailedCommand();
    private final LineSplitter lines;
    private final Map<String, Long> transfers = new HashMap<>();
    private BuildLog.Ongoing ongoing = BuildLog.Ongoing.NONE;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private boolean begun;
    private boolean told;

    VertexProgress(Vertex vertex, BuildLog log) {
        this.vertex = vertex;
        this.log = log;
        this.output = vertex.step() == null ? null : new OutputTail(vertex.step(), log);
        this.lines = new LineSplitter(this::line);
    }

    Vertex vertex() {
        return vertex;
    }

    /** The last it has printed. */
    FailedCommand last() {
        return last;
    }

    void start(Instant when) {
        if (started == null) {
            started = when;
        }
        begin();
    }

    private void begin() {
        if (begun || told) {
            return;
        }
        begun = true;
        ongoing = vertex.ongoing(log);
        if (output != null) {
            output.begins();
        }
    }

    void print(byte[] bytes) {
        lines.add(bytes);
    }

    private void line(String line) {
        if (output == null) {
            log.debug(vertex.name() + ": " + line);
        } else {
            begin();
            last.line(line);
            output.line(line);
        }
    }

    void transfer(String blob, long bytes) {
        transfers.put(blob, bytes);
    }

    /** @return whether that is new of a step */
    boolean finish(Instant when) {
        ended = when;
        close();
        StepName step = vertex.step();
        if (step == null || told) {
            return false;
        }
        told = true;
        log.stepFinished(step, took(), 0);
        return true;
    }

    /** @return whether that is new of a step */
    boolean cached() {
        StepName step = vertex.step();
        if (step == null || told) {
            return false;
        }
        told = true;
        log.stepCached(step);
        return true;
    }

    /** @param shown whether all it printed is of interest */
    void fail(String reason, boolean shown) {
        close();
        StepName step = vertex.step();
        if (step == null || output == null || told) {
            return;
        }
        told = true;
        if (begun) {
            log.stepFailed(step, reason, shown ? output.text() : "");
        }
    }

    /** A base image has come: told when something stands on it, for it may end several times before. */
    void tellPulled() {
        if (vertex.base() == null || told || ended == null || transfers.isEmpty()) {
            return;
        }
        told = true;
        long bytes = transfers.values().stream().mapToLong(Long::longValue).sum();
        log.pulled(vertex.base(), bytes, took());
    }

    private Duration took() {
        Instant from = started;
        Instant to = ended;
        return from == null || to == null || to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    void close() {
        lines.end();
        ongoing.close();
        ongoing = BuildLog.Ongoing.NONE;
    }
}
