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
}
