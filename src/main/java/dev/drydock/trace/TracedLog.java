package dev.drydock.trace;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and notes when it began and ended. */
public final class TracedLog implements BuildLog {

    private static final String STEP = "step";
    private static final String PULL = "pull";
    private static final String PUSH = "push";

    private final BuildLog log;
    private final TraceFile trace;
    private final Map<Object, TraceFile.Span> open = new ConcurrentHashMap<>();

    /** The transfer of a blob, as a key. */
    private record Transfer(Digest blob, boolean upload) {}

    public TracedLog(BuildLog log, TraceFile trace) {
        this.log = log;
        this.trace = trace;
    }

    @Override
    public void stepStarted(StepName step) {
        open.put(step, trace.begin(name(step), STEP));
        log.stepStarted(step);
    }

    private static String name(StepName step) {
        return "[" + (step.stage().isEmpty() ? "" : step.stage() + " ") + step.number() + "/" + step.total() + "] "
                + step.text();
    }

    @Override
    public void stepOutput(StepName step, String line) {
        log.stepOutput(step, line);
    }

    @Override
    public void stepFinished(StepName step, Duration took, long bytes) {
        end(step, Map.of("bytes", Long.toString(bytes), "own milliseconds", Long.toString(took.toMillis())));
        log.stepFinished(step, took, bytes);
    }

    private void end(Object key, Map<String, String> details) {
        TraceFile.Span span = open.remove(key);
        if (span != null) {
            span.end(details);
        }
    }

    @Override
    public void stepCached(StepName step) {
        trace.ended(name(step), STEP, 0, Map.of("cached", "true"));
        log.stepCached(step);
    }

    @Override
    public void stepFailed(StepName step, String reason, String output) {
        end(step, Map.of("failed", reason));
        log.stepFailed(step, reason, output);
    }

    @Override
    public void resolved(Reference reference, Digest digest) {
        log.resolved(reference, digest);
    }

    @Override
    public void pulled(@Nullable Reference image, long bytes, Duration took) {
        trace.ended("pulled " + named(image), PULL, took.toNanos() / 1000, Map.of("bytes", Long.toString(bytes)));
        log.pulled(image, bytes, took);
    }

    private static String named(@Nullable Reference image) {
        return image == null ? "results of other machines" : image.toString();
    }

    @Override
    public void unpacked(@Nullable Reference image, Duration took) {
        trace.ended("unpacked " + named(image), PULL, took.toNanos() / 1000, Map.of());
        log.unpacked(image, took);
    }

    @Override
    public Ongoing ongoing(String what) {
        TraceFile.Span span = trace.begin(what, "work");
        Ongoing passedOn = log.ongoing(what);
        return () -> {
            span.end(Map.of());
            passedOn.close();
        };
    }

    @Override
    public void transfer(Descriptor blob, boolean upload, long done, long total) {
        var transfer = new Transfer(blob.digest(), upload);
        TraceFile.Span span = open.computeIfAbsent(
                transfer,
                key -> trace.begin((upload ? "sending " : "fetching ") + blob.digest(), upload ? PUSH : PULL));
        if (done == total) {
            open.remove(transfer);
            span.end(Map.of("bytes", Long.toString(total)));
        }
        log.transfer(blob, upload, done, total);
    }

    @Override
    public void transferFailed(Descriptor blob, boolean upload) {
        end(new Transfer(blob.digest(), upload), Map.of("failed", "true"));
        log.transferFailed(blob, upload);
    }

    @Override
    public void transferSkipped(Descriptor blob, String why) {
        log.transferSkipped(blob, why);
    }

    @Override
    public void note(String message) {
        log.note(message);
    }

    @Override
    public void warning(String message) {
        log.warning(message);
    }

    @Override
    public void debug(String message) {
        log.debug(message);
    }
}
