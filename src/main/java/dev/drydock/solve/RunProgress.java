package dev.drydock.solve;

import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.run.RunListener;
import dev.drydock.solve.StageLayers.StageLayer;
import dev.drydock.solve.progress.LayerMeter;
import dev.drydock.solve.progress.StepClock;
import dev.drydock.solve.progress.StepListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run from being asked for to its end, as others are told of it: of which images layers are unpacked for it, when its
 * process starts, what that prints. Until it starts, the step waits.
 */
final class RunProgress implements RunListener, AutoCloseable {

    private final StageLayers below;
    private final LayerMeter unpacking;
    private final StepListener step;
    private final @Nullable StepClock clock = StepClock.ofThread();
    private final long asked = System.nanoTime();
    private final List<@Nullable BaseImage> entered = new ArrayList<>();

    /** Made by the thread that works on the step, when it asks for the run. */
    RunProgress(StageLayers below, LayerMeter unpacking, StepListener step) {
        this.below = below;
        this.unpacking = unpacking;
        this.step = step;
    }

    @Override
    public synchronized void unpacking(Digest diffId) {
        BaseImage image = imageOf(diffId);
        if (!entered.contains(image)) {
            entered.add(image);
            unpacking.enter(image);
            unpacking.begin(image);
        }
    }

    private @Nullable BaseImage imageOf(Digest diffId) {
        for (StageLayer layer : below.layers()) {
            if (layer.layer().diffId().equals(diffId)) {
                return layer.from();
            }
        }
        return null;
    }

    @Override
    public void ready() {
        readySince(System.nanoTime());
    }

    /** The process has started, perhaps before the step came to its turn. */
    void readySince(long moment) {
        close();
        if (clock != null) {
            clock.waited(moment - asked);
        }
        step.begins();
    }

    @Override
    public void line(String line) {
        step.line(line);
    }

    /** Also of a run that fails before it is ready. */
    @Override
    public synchronized void close() {
        entered.forEach(unpacking::leave);
        entered.clear();
    }
}
