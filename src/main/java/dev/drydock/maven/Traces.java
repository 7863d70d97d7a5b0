package dev.drydock.maven;

import dev.drydock.maven.session.Invocation;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.PushItem;
import dev.drydock.trace.TraceFile;
import dev.drydock.trace.TracedLog;
import java.nio.file.Path;

/** The trace of a Maven run; loaded only where one is asked for. */
final class Traces {

    private Traces() {}

    static BuildLog of(Path file, Invocation here, BuildLog log) {
        String module = here.hasPom() ? here.project().getArtifactId() : "drydock";
        return new TracedLog(log, TraceFile.open(file, here.runStarted(), module));
    }

    /** A span for the push of an image that is traced. */
    static BuildLog.Ongoing push(PushItem item) {
        return item.surroundings().log().ongoing("pushing " + item.image().layout());
    }
}
