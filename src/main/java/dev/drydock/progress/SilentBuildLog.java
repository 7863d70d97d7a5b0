package dev.drydock.progress;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears everything, says nothing; also a base for logs that care for a few moments only. */
public class SilentBuildLog implements BuildLog {

    @Override
    public void stepStarted(StepName step) {}

    @Override
    public void stepOutput(StepName step, String line) {}

    @Override
    public void stepFinished(StepName step, Duration took, long bytes) {}

    @Override
    public void stepCached(StepName step) {}

    @Override
    public void stepFailed(StepName step, String reason, String output) {}

    @Override
    public void resolved(Reference reference, Digest digest) {}

    @Override
    public void pulled(@Nullable Reference image, long bytes, Duration took) {}

    @Override
    public void unpacked(@Nullable Reference image, Duration took) {}

    @Override
    public Ongoing ongoing(String what) {
        return Ongoing.NONE;
    }

    @Override
    public void transfer(Descriptor blob, boolean upload, long done, long total) {}

    @Override
    public void transferFailed(Descriptor blob, boolean upload) {}

    @Override
    public void transferSkipped(Descriptor blob, String why) {}

    @Override
    public void note(String message) {}

    @Override
    public void warning(String message) {}

    @Override
    public void debug(String message) {}
}
