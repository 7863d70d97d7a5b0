package dev.drydock.store;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Puts a blob where a file on its way into the store was. Freeing the room of a large file takes a tenth of a second and more: a thread
 * of its own does it, so that nobody waits.
 */
final class StandIn implements Runnable {

    private final FileChannel replaced;

    private StandIn(FileChannel replaced) {
        this.replaced = replaced;
    }

    /**
     * @param temporary becomes a link to the blob; not if it is not there any more
     * @throws UnsupportedOperationException if this file system has no links
     */
    static void replace(Path temporary, Path blob) throws IOException {
        Path link = temporary.resolveSibling(temporary.getFileName() + ".link");
        // As long as it is open, its room is not freed.
        FileChannel replaced = FileChannel.open(temporary, StandardOpenOption.READ);
        try {
            Files.createLink(link, blob);
            AtomicFiles.move(link, temporary);
        } finally {
            DaemonThreads.named("drydock-free").newThread(new StandIn(replaced)).start();
        }
    }

    @Override
    public void run() {
        try {
            replaced.close();
        } catch (IOException nothingWasWritten) {
            return;
        }
    }
}
