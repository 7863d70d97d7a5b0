package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;

/**
 * Where a plan gets its images from. Only manifests and configs are wanted here, no layers. A planner asks for each image of
 * each platform once, and only if the target needs it.
 */
@StartUp
public interface BaseImages {

    /**
     * The image a reference means.
     *
     * @param platform the one wanted; an image that is not made for several platforms is returned whatever it is made for
     * @throws BuildFailure if there is no such image, none for this platform, or it cannot be reached
     */
    BaseImage find(Reference reference, Platform platform);

    /**
     * The image of an OCI layout that a named context stands for.
     *
     * @param path of the layout's directory, as {@link NamedContext.Layout} has it
     * @throws BuildFailure if there is no layout, or none for this platform in it
     */
    BaseImage findInLayout(String path, Platform platform);
}
