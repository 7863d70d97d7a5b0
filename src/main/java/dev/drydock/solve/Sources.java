package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.io.GrowingFile;
import dev.drydock.plan.CopyStep;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Everything a build gets from outside its stores. Called from several threads, and only for what a step turns out to need. */
@StartUp
public interface Sources {

    /**
     * A directory of the user's behind its ignore rules.
     *
     * @param name of a named context; "" is the build context
     */
    SourceTree context(String name) throws IOException;

    /** See {@link CopyInputs#download}. */
    CopyInputs.Download download(CopyStep.Source.Download source) throws IOException, InterruptedException;

    /** See {@link CopyInputs#repository}. */
    SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException;

    /** Whether a layer blob of an image can be had without a registry. */
    boolean isHere(BaseImage image, Descriptor blob);

    /**
     * Writes a layer blob of an image to a file that does not exist yet; the receiver of the whole file verifies nothing. Others may
     * read it meanwhile; if it is given up, they have read what nobody vouches for.
     */
    void fetch(BaseImage image, Descriptor blob, GrowingFile file) throws IOException, InterruptedException;

    /** The value of a secret; empty if the user gave none of this id. */
    Optional<byte[]> secret(String id) throws IOException;

    /** The agent's socket; empty if there is none of this id. */
    Optional<Path> agent(String id);
}
