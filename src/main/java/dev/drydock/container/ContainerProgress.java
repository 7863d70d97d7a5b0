package dev.drydock.container;

import dev.drydock.image.Digest;
import dev.drydock.progress.BuildLog;
import dev.drydock.run.RunListener;
import java.time.Duration;
import java.util.function.Consumer;

/** A container on its way to its start: tells the log that layers are being unpacked for it; then passes on what it prints. */
final class ContainerProgress implements RunListener, AutoCloseable {

    private final BuildLog log;
    private final Consumer<String> output;
    private BuildLog.Ongoing unpacking = BuildLog.Ongoing.NONE;
    private long began;

    ContainerProgress(BuildLog log, Consumer<String> output) {
        this.log = log;
        this.output = output;
    }

    @Override
    public synchronized void unpacking(Digest diffId) {
        if (unpacking == BuildLog.Ongoing.NONE) {
            began = System.nanoTime();
            unpacking = log.ongoing("unpacking the image");
        }
    }

    @Override
    public synchronized void ready() {
        if (unpacking != BuildLog.Ongoing.NONE) {
            close();
            log.unpacked(null, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Also of a container that cannot be started. */
    @Override
    public synchronized void close() {
        unpacking.close();
        unpacking = BuildLog.Ongoing.NONE;
    }

    @Override
    public void line(String line) {
        output.accept(line);
    }
}
