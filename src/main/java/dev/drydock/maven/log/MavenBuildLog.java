package dev.drydock.maven.log;

import dev.drydock.engine.BuildResult;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.maven.log.Status.Level;
import dev.drydock.maven.log.Status.Paint;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushReport.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * A build as lines of Maven's log: one a step as it finishes, what a RUN prints while it runs. Each moment is one call of
 * the log, so that lines of modules built side by side do not mix.
 */
public final class MavenBuildLog implements BuildLog {

    private static final Duration WORTH_TELLING = Duration.ofMillis(500);

    private final Log log;
    private final String prefix;
    private final Status status;

    /** @param prefix put before each line; names the module when several are built at once, else "" */
    public MavenBuildLog(Log log, String prefix, Status status) {
        this.log = log;
        this.prefix = prefix;
        this.status = status;
    }

    @Override
    public void stepStarted(StepName step) {
        tellDetail(line(step, "  begins"));
        status.begins(step, bracket(step) + " " + Wording.instruction(step.text()));
    }

    @Override
    public void stepOutput(StepName step, String line) {
        status.heard(step);
        info(prefix + painted(step) + " | " + Printable.line(line));
    }

    @Override
    public void stepFinished(StepName step, Duration took, long bytes) {
        status.ends(step);
        String time = took.toMillis() < 50 && bytes == 0 ? "" : "  " + Wording.time(took);
        info(line(step, time + (bytes == 0 ? "" : "  " + Wording.size(bytes))));
    }

    @Override
    public void stepCached(StepName step) {
        info(line(step, "  " + status.painted(Paint.GOOD, "CACHED")));
    }

    @Override
    public void stepFailed(StepName step, String reason, String output) {
        status.ends(step);
        status.unfold();
        error(line(step, "  " + status.painted(Paint.BAD, "FAILED") + ": " + Printable.text(reason)));
        List<String> lines = output.lines().toList();
        if (!lines.isEmpty()) {
            error(prefix + painted(step) + " all it printed:");
            lines.forEach(each -> error(prefix + painted(step) + " | " + Printable.line(each)));
        }
    }

    @Override
    public void resolved(Reference reference, Digest digest) {
        tellDetail(prefix + reference + " is " + digest);
    }

    @Override
    public void pulled(@Nullable Reference image, long bytes, Duration took) {
        String what = image == null ? "Results of other machines" : "FROM " + image;
        info(prefix + what + "  pulled " + Wording.size(bytes) + " in " + Wording.time(took));
    }

    /** A moment nobody has waited for is told only to those who want to know all. */
    @Override
    public void unpacked(@Nullable Reference image, Duration took) {
        String line = prefix + (image == null ? "Layers" : "FROM " + image) + "  unpacked in " + Wording.time(took);
        if (took.compareTo(WORTH_TELLING) < 0) {
            tellDetail(line);
        } else {
            info(line);
        }
    }

    @Override
    public Ongoing ongoing(String what) {
        return status.ongoing(what);
    }

    @Override
    public void transfer(Descriptor blob, boolean upload, long done, long total) {
        status.moved(blob.digest(), upload, done, total);
        if (done == total) {
            tellDetail(prefix + (upload ? "sent " : "fetched ") + blob.digest() + ", " + Wording.size(total));
        }
    }

    @Override
    public void transferFailed(Descriptor blob, boolean upload) {
        status.moved(blob.digest(), upload, blob.size(), blob.size());
    }

    @Override
    public void transferSkipped(Descriptor blob, String why) {
        tellDetail(prefix + blob.digest() + " not transferred: " + why);
    }

    @Override
    public void note(String message) {
        info(prefix + Printable.text(message));
    }

    @Override
    public void warning(String message) {
        status.tell(log, Level.WARN, prefix + Printable.text(message));
    }

    @Override
    public void debug(String message) {
        tellDetail(prefix + Printable.text(message));
    }

    /** The log of a build begins, of which only the end and failures have to be seen by everybody. */
    public void fold(String title) {
        status.fold(prefix + title);
    }

    /** The last line of a build. */
    public void built(BuildResult result) {
        status.unfold();
        info(prefix + "Built " + joined(result.names()) + "  " + result.digest() + "  " + Wording.size(result.size())
                + "  (" + result.cached() + " of " + result.steps() + " steps cached, " + Wording.time(result.took())
                + ")");
    }

    /** The last line of a push to a repository, or the last two. */
    public void pushed(PushReport report) {
        info(prefix + "Pushed " + names(report) + "  " + report.digest() + "  (" + sent(report) + " of "
                + report.blobs().size() + " blobs sent, " + Wording.size(report.bytesSent()) + ")");
        if (!report.attachments().isEmpty()) {
            info(prefix + "  with " + Wording.attachments(report.attachments()));
        }
    }

    /** Tells what a push would do, and which blobs it would send. */
    public void wouldPush(PushReport report) {
        info(prefix + "Would push " + names(report) + "  " + report.digest() + "  (" + sent(report) + " of "
                + report.blobs().size() + " blobs to send, " + Wording.size(report.bytesSent()) + ")");
        for (PushReport.Blob blob : report.blobs()) {
            String way = switch (blob.way()) {
                case EXISTED -> "there    ";
                case MOUNTED -> "to mount ";
                case SENT -> "to send  ";
                case STREAMED -> "to stream";
                case LEFT_OUT -> "left out ";
            };
            info(prefix + "  " + way + "  " + blob.descriptor().digest() + "  "
                    + Wording.size(blob.descriptor().size()));
        }
        for (PushReport.Attachment attachment : report.attachments()) {
            info(prefix + "  " + (attachment.sent() ? "to send  " : "there    ") + "  " + attachment.manifest() + "  "
                    + Wording.size(attachment.bytes()) + "  " + Wording.attachment(attachment.type()));
        }
    }

    private static int sent(PushReport report) {
        int sent = 0;
        for (PushReport.Blob blob : report.blobs()) {
            if (blob.way() == Way.SENT || blob.way() == Way.STREAMED) {
                sent++;
            }
        }
        return sent;
    }

    private static String names(PushReport report) {
        List<Reference> names = new ArrayList<>();
        for (String tag : report.tags()) {
            names.add(report.target().withTag(tag));
        }
        return joined(names);
    }

    private static String joined(List<Reference> names) {
        StringJoiner text = new StringJoiner(", ");
        for (Reference name : names) {
            text.add(name.toString());
        }
        return text.toString();
    }

    private void info(String line) {
        status.tell(log, Level.INFO, line);
    }

    private void tellDetail(String line) {
        if (log.isDebugEnabled()) {
            status.tell(log, Level.DEBUG, line);
        }
    }

    private void error(String line) {
        status.tell(log, Level.ERROR, line);
    }

    private String line(StepName step, String end) {
        return prefix + painted(step) + " " + Wording.instruction(step.text()) + end;
    }

    private String painted(StepName step) {
        return status.painted(Paint.STEP, bracket(step));
    }

    private static String bracket(StepName step) {
        String stage = step.stage().isEmpty() ? "" : step.stage() + " ";
        return "[" + stage + step.number() + "/" + step.total() + "]";
    }
}
