package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a step may read, provided by whoever executes it. */
public interface CopyInputs {

    /** The tree of a context, stage or image; {@link ContextTree} and {@link LayeredTree} are the usual ones. */
    SourceTree tree(Input input) throws IOException, InterruptedException;

    /** Fetches a URL, or finds that what was fetched before is still what is there. The checksum has been held against it. */
    Download download(CopyStep.Source.Download source) throws IOException, InterruptedException;

    /** The files of a git commit as they are to appear in the image; usually a {@link ContextTree}. */
    SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException;

    /**
     * A file from the network.
     *
     * @param name what it is called when it is copied into a directory
     * @param modified from the server; null if it does not say
     */
    record Download(
            Path file, String name, Digest digest, @Nullable Instant modified) {}
}
