package dev.drydock.maven.ci;

import dev.drydock.maven.log.Heartbeat;
import dev.drydock.maven.log.Printable;
import java.time.Clock;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Plain lines, of which those within a build fold. A group begins with its first line, so that none is empty. */
public final class FoldingStatus extends Heartbeat {

    private final CiService service;
    private final JobLog job;
    private final Clock clock;

    /** Title of the group that the next line begins; null if it begins none. */
    private @Nullable String next;

    /** Title of the group that has begun; null if none has. */
    private @Nullable String open;

    FoldingStatus(Log log, String prefix, CiService service, JobLog job, Clock clock) {
        super(log, prefix);
        this.service = service;
        this.job = job;
        this.clock = clock;
    }

    public static FoldingStatus of(Log log, String prefix, CiService service) {
        return new FoldingStatus(log, prefix, service, JobLog.ofThisProcess(), Clock.systemUTC());
    }

    @Override
    public void tell(Log log, Level level, String line) {
        begin();
        super.tell(log, level, line);
    }

    private synchronized void begin() {
        if (next != null) {
            job.write(service.begin(next, clock.instant().getEpochSecond()));
            open = next;
            next = null;
        }
    }

    @Override
    public synchronized void fold(String title) {
        unfold();
        next = Printable.text(title).replace('\n', ' ');
    }

    @Override
    public synchronized void unfold() {
        next = null;
        if (open != null) {
            job.write(service.end(open, clock.instant().getEpochSecond()));
            open = null;
        }
    }

    @Override
    public void rest() {
        unfold();
    }
}
