package dev.drydock.report.content;

import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.Layer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A layer and the instruction that made it.
 *
 * @param instruction on one line as people write it; "" if the image does not say
 * @param origin how this machine's build came by it; null if it did not make it
 * @param base whether it was taken over from the base image, so that no line of the Dockerfile can change it
 */
public record ReportLayer(
        Layer layer, String instruction, @Nullable LayerOrigin origin, boolean base) {

    /** File and line of the instruction, such as {@code Dockerfile:3}; "" if they are not known. */
    public String source() {
        return origin == null ? "" : origin.source();
    }

    /** The first word of the instruction in capitals. */
    public String verb() {
        return instruction.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    }

    /** A name for sentences: {@code Dockerfile:3 (RUN make)}, or what of it is known. */
    public String title() {
        String text = shortened(instruction.isEmpty() ? "a layer without an instruction" : instruction, 60);
        return source().isEmpty() ? "'" + text + "'" : source() + " (" + text + ")";
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3).strip() + "...";
    }
}
