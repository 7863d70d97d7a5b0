package dev.drydock.io;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps what a build uses of a directory shared with other builds from being cleared away by them. */
@StartUp
public interface Keeper {

    /**
     * To be called before looking at a file or directory.
     *
     * @return whether it is there; if so it stays as long as the build lasts. If not, and it is made now, that stays, too
     */
    boolean keep(Path path) throws IOException;
}
