package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.progress.SilentBuildLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client tells. */
final class RecordingLog extends SilentBuildLog {

    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> debug = new CopyOnWriteArrayList<>();
    final List<String> skipped = new CopyOnWriteArrayList<>();
    final List<Long> transfers = new CopyOnWriteArrayList<>();

    @Override
    public void warning(String message) {
        warnings.add(message);
    }

    @Override
    public void debug(String message) {
        debug.add(message);
    }

    @Override
    public void transferSkipped(Descriptor blob, String why) {
        skipped.add(why);
    }

    @Override
    public void transfer(Descriptor blob, boolean upload, long done, long total) {
        transfers.add(done);
    }

    /** Everything told, for looking for what must not be in it. */
    String everything() {
        return String.join("\n", warnings) + "\n" + String.join("\n", debug) + "\n" + String.join("\n", skipped);
    }
}
