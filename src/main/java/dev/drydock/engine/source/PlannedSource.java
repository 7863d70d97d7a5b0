package dev.drydock.engine.source;

import dev.drydock.context.ContentMemo;
import dev.drydock.copy.SourceTree;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.BuildPlatforms;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of an image, read: can be planned for as many platforms as wanted. */
public interface PlannedSource {

    /** The files steps read, by the name of their context. Used by several threads. */
    interface Trees {

        SourceTree tree(String name) throws IOException;
    }

    /** The place for which a memo of the files read is kept. */
    Path place();

    /** The description of the image, as messages name it. */
    String fileName();

    /** The description if the image has one instead of a Dockerfile. */
    @Nullable
    AppImage described();

    /** A digest of each RUN as it is written, wherever it stands; none if there is no Dockerfile. */
    default List<Digest> commands() {
        return List.of();
    }

    /**
     * @param one of several platforms the image is made for
     * @param log is warned of what works but deceives, once for all platforms
     */
    BuildPlan plan(BaseImages images, Platform platform, boolean one, BuildLog log) throws IOException;

    /**
     * Plans, for the sake of the images they need, stages that the target does without and others may name as theirs.
     *
     * @param plan of the target
     * @return for each stage that cannot be planned, the failure
     */
    default List<BuildFailure> planOthers(BuildPlan plan, BaseImages images, Platform platform, boolean one) {
        return List.of();
    }

    Trees trees(Workspace space, ContentMemo memo);

    default BuildPlatforms platforms(Platform platform, boolean one) {
        return !one && platform.equals(Platform.current())
                ? BuildPlatforms.ofThisMachine()
                : BuildPlatforms.to(platform);
    }
}
