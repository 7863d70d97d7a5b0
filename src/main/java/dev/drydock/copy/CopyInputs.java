package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a step may read, provided by whoever executes it. */
public interface CopyInputs {

    /** The tree of a context, stage or image; {@link ContextTree} and {@link LayeredTree} are the usual ones. */
    SourceTree tree(Input input) throws IOException, InterruptedException;

    /** Fetches a URL, or finds that what was fetched before is still what is there. The checksum has been held against it. */
    Download download(CopyStep.Source.Download source) throws IOException, InterruptedException;

    /** The files of a git commit as they are to appear in the image; usually a {@link ContextTree}. */
    SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException;

    /**
     * Patterns of all that the steps of a build take from a context. Docker's builder gets nothing else of it, so that a
     * directory nothing is taken from is not there. Empty if the whole context is.
     */
    default List<String> taken(Input.Context context) {
        return List.of();
    }

    /**
     * A file from the network.
     *
     * @param name what it is called when it is copied into a directory
     * @param modified from the server; null if it does not say
     */
    record Download(
            Path file, String name, Digest digest, @Nullable Instant modified) {}
}
