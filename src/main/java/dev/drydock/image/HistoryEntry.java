package dev.drydock.image;

/**
 * A line of an image's history that a step of ours adds; lines of base images stay raw JSON inside {@link ImageConfig}.
 *
 * @param createdBy as Docker writes it, for instance {@code RUN /bin/sh -c true # buildkit}
 * @param emptyLayer whether no layer belongs to it
 */
public record HistoryEntry(String createdBy, boolean emptyLayer) {

    /** The comment that BuildKit puts into each entry. */
    public static final String COMMENT = "buildkit.dockerfile.v0";

    private static final String NO_COMMAND = "/bin/sh -c #(nop) ";
    private static final String BUILDKIT = " # buildkit";

    /**
     * An instruction on one line as people wrote it, without what builders put around it: {@code /bin/sh -c #(nop)} of old ones,
     * {@code # buildkit}.
     *
     * @param stored a {@code created_by} of any image
     */
    public static String readable(String stored) {
        String text = stored.strip().replaceAll("\\s+", " ");
        if (text.startsWith(NO_COMMAND)) {
            text = text.substring(NO_COMMAND.length()).strip();
        }
        return text.endsWith(BUILDKIT) ? text.substring(0, text.length() - BUILDKIT.length()) : text;
    }
}
