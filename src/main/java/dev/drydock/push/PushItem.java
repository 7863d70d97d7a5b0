package dev.drydock.push;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.startup.StartUp;

/**
 * An image to be pushed among others.
 *
 * @param access equal for those that reach registries in the same way, as the same users: they share connections and
 *     what is learned of registries, and none sends what another has sent
 */
@StartUp
public record PushItem(ImagePush image, BuildEnvironment surroundings, Object access) {}
