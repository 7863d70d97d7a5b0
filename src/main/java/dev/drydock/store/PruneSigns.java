package dev.drydock.store;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The signs that pruning is under way; see the package's page. */
@StartUp
final class PruneSigns {

    private static final int POLL_MILLIS = 5;

    private final StoreLayout layout;

    PruneSigns(StoreLayout layout) {
        this.layout = layout;
    }

    /** Puts up the sign, which the caller takes down when done. */
    Path begin(Session session) throws IOException {
        Files.createDirectories(layout.prunes());
        return Files.createFile(layout.prunes().resolve(session.name()));
    }

    /** Waits until nobody who was pruning at the call is any more; whether there was someone. */
    boolean await() throws IOException {
        boolean any = false;
        try (DirectoryStream<Path> signs = Files.newDirectoryStream(layout.prunes())) {
            for (Path sign : signs) {
                any = true;
                await(sign);
            }
        } catch (NoSuchFileException never) {
            return false;
        }
        return any;
    }

    private void await(Path sign) throws IOException {
        for (int polls = 1; Files.exists(sign); polls++) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while the store is pruned").initCause(e);
            }
            boolean askNow = polls % 20 == 0;
            if (askNow && !Session.isAlive(layout.sessions(), sign.getFileName().toString())) {
                Files.deleteIfExists(sign); // killed while pruning
            }
        }
    }
}
