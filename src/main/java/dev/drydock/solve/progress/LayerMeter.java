package dev.drydock.solve.progress;

import dev.drydock.image.BaseImage;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pulling or unpacking the layers of images, which several stages may do at the same time, each some of them. The log is told
 * of each image once, when the last of them is done. An image that is null stands for layers that no image has brought.
 */
public final class LayerMeter {

    private static final class Work {
        private int users;
        private boolean begun;
        private long began;
        private long bytes;
        private BuildLog.Ongoing ongoing = BuildLog.Ongoing.NONE;
    }

    private final BuildLog log;
    private final boolean unpacking;
    private final Map<String, Work> open = new HashMap<>();

    private LayerMeter(BuildLog log, boolean unpacking) {
        this.log = log;
        this.unpacking = unpacking;
    }

    public static LayerMeter ofPulls(BuildLog log) {
        return new LayerMeter(log, false);
    }

    public static LayerMeter ofUnpacking(BuildLog log) {
        return new LayerMeter(log, true);
    }

    /** Somebody wants layers of it and may have work with them; {@link #leave} follows. */
    public synchronized void enter(@Nullable BaseImage image) {
        Work work = open.get(name(image));
        if (work == null) {
            work = new Work();
            open.put(name(image), work);
        }
        work.users++;
    }

    /** There is work; called between entering and leaving. */
    public synchronized void begin(@Nullable BaseImage image) {
        Work work = open.get(name(image));
        if (work != null && !work.begun) {
            work.begun = true;
            work.began = System.nanoTime();
            work.ongoing =
                    log.ongoing((unpacking ? "unpacking " : "pulling ") + (image == null ? "layers" : name(image)));
        }
    }

    /** So much of the work is done. */
    public synchronized void add(@Nullable BaseImage image, long bytes) {
        Work work = open.get(name(image));
        if (work != null) {
            work.bytes += bytes;
        }
    }

    public synchronized void leave(@Nullable BaseImage image) {
        Work work = open.get(name(image));
        if (work == null || --work.users > 0) {
            return;
        }
        open.remove(name(image));
        work.ongoing.close();
        if (work.begun) {
            tell(image == null ? null : image.reference(), work);
        }
    }

    private void tell(@Nullable Reference image, Work work) {
        Duration took = Duration.ofNanos(System.nanoTime() - work.began);
        if (unpacking) {
            log.unpacked(image, took);
        } else if (work.bytes > 0) {
            log.pulled(image, work.bytes, took);
        }
    }

    private static String name(@Nullable BaseImage image) {
        return image == null ? "" : image.reference().toString();
    }
}
