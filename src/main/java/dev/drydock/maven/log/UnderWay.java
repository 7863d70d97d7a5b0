package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import dev.drydock.maven.log.Task.Kind;
import java.util.ArrayList;
import java.util.List;

/** Steps, transfers and whatever else is under way, in the order they began. Not thread-safe. */
final class UnderWay {

    private static final int SHORT_DIGEST = 12;

    private final List<Task> tasks = new ArrayList<>();

    List<Task> tasks() {
        return tasks;
    }

    boolean isNothing() {
        return tasks.isEmpty();
    }

    void begins(Object key, String what, Kind kind, long now) {
        tasks.add(new Task(key, what, kind, now));
    }

    void heard(Object key, long now) {
        for (Task task : tasks) {
            if (task.key() == key) {
                task.hears(now);
            }
        }
    }

    void ends(Object key) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (tasks.get(i).key() == key) {
                tasks.remove(i);
            }
        }
    }

    /** A blob may go both ways at once, from one registry to another. */
    void moved(Digest blob, boolean upload, long done, long total, long now) {
        Kind kind = upload ? Kind.SEND : Kind.FETCH;
        Task transfer = null;
        for (Task task : tasks) {
            if (task.kind() == kind && task.key().equals(blob)) {
                transfer = task;
            }
        }
        if (done == total) {
            tasks.remove(transfer);
            return;
        }
        if (transfer == null) {
            String name =
                    blob.hex().substring(0, Math.min(SHORT_DIGEST, blob.hex().length()));
            transfer = new Task(blob, (upload ? "sending " : "fetching ") + name, kind, now);
            tasks.add(transfer);
        }
        transfer.moves(done, total, now);
    }
}
