package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The transfers under way, by their blobs. Not thread-safe. */
final class OpenTransfers {

    private record Progress(boolean upload, long done, long total) {}

    private final Map<Digest, Progress> open = new LinkedHashMap<>();

    void moved(Digest blob, boolean upload, long done, long total) {
        if (done == total) {
            open.remove(blob);
        } else {
            open.put(blob, new Progress(upload, done, total));
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** How far all in one direction are together, {@code fetching 2 blobs: 40 MB of 86 MB}; "" if there are none. */
    String text(boolean upload) {
        long done = 0;
        long total = 0;
        int blobs = 0;
        for (Progress each : open.values()) {
            if (each.upload() == upload) {
                done += each.done();
                total += each.total();
                blobs++;
            }
        }
        return blobs == 0
                ? ""
                : (upload ? "sending " : "fetching ") + blobs + (blobs == 1 ? " blob: " : " blobs: ")
                        + Wording.size(done) + " of " + Wording.size(total);
    }
}
