package dev.drydock.layer;

/** Hears everything a layer says by itself, whatever is below it; see {@link LayerIndex#visit}. */
public interface LayerVisitor {

    /** Everything that the layers below have at this path is not to be seen, all that is in it included. */
    void whiteout(String path);

    /** Everything that the layers below have in this directory is not to be seen; "" is the root. */
    void opaque(String directory);

    /**
     * The layer has a file, a directory or anything else at a path.
     *
     * @param indexed a hard link to a file of the same layer has the type, size and content of that file; one to a file of a
     *     layer below is a hard link
     * @param position of the file in {@link LayerListing#entries}; entries of the same position are names of one file
     */
    void entry(IndexEntry indexed, int position);
}
