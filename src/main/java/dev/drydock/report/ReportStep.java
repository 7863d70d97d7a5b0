package dev.drydock.report;

/**
 * A line of the image's history.
 *
 * @param instruction on one line; "" if the history does not say
 * @param created RFC 3339, as stored; "" if the history does not say
 * @param layer number of the layer it made; -1 if it made none, or one that is not on this machine
 * @param missing bytes of a layer that is in its registry only; 0 else
 * @param built how it was come by, a clause; "" for metadata
 */
public record ReportStep(String instruction, String created, int layer, long missing, String built) {}
