package dev.drydock.report.waste;

import java.util.List;

/**
 * Bytes that could be saved by one change.
 *
 * @param what the files are, for people
 * @param layer number of the layer that has the bytes
 * @param causedBy number of the layer whose instruction makes them useless; the same as {@code layer} if they were from the
 *     beginning
 * @param base whether the bytes are in a layer of the base image, which no change of the Dockerfile but another base can save
 * @param rows of the files in the {@link dev.drydock.report.content.FileTable}, the largest first
 * @param advice sentences
 */
public record Finding(
        WasteKind kind,
        String what,
        int layer,
        int causedBy,
        boolean base,
        long bytes,
        List<Integer> rows,
        String advice) {

    public Finding {
        rows = List.copyOf(rows);
    }
}
