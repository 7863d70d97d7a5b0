package dev.drydock.build;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker history} shows of an image, newest first.
 *
 * @param title what the rows are of: a reference or a layout's path
 */
public record ImageHistory(String title, List<Row> rows) {

    /**
     * @param created RFC 3339, as stored; "" if the image does not say
     * @param createdBy the instruction as stored
     * @param size bytes of the layer as stored; 0 for entries without a layer
     * @param origin how this machine's build came by it; null for base images and for images built elsewhere
     */
    public record Row(
            String created,
            String createdBy,
            long size,
            String comment,
            boolean emptyLayer,
            @Nullable Origin origin) {}

    /** @param took how long the step ran when it was built, even if this build found it in the cache */
    public record Origin(boolean cached, Duration took) {}
}
