package dev.drydock.maven;

import dev.drydock.build.ImageArchive;
import dev.drydock.build.Workspace;
import dev.drydock.image.Platform;

/** Goals that hand the built image on as an archive. */
abstract class ArchiveMojo extends ImageMojo {

    ArchiveMojo(Invocation invocation) {
        super(invocation);
    }

    static ImageArchive archive(Settings settings, Workspace workspace) {
        return new ImageArchive(
                workspace.layout(), workspace.store(), ImageNames.configured(settings), Platform.current());
    }
}
