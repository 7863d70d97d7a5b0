package dev.drydock.frontend;

import dev.drydock.image.Platform;

/**
 * @param build of the machine the build runs on: {@code BUILDPLATFORM} and its parts
 * @param target of the image: {@code TARGETPLATFORM} and its parts, and of every base that names no other
 * @param targetGiven the user asked for the target platform; then the image's config says so whatever its base says
 */
public record BuildPlatforms(Platform build, Platform target, boolean targetGiven) {

    /** Nothing was asked for: the image is for the platform of this machine. */
    public static BuildPlatforms ofThisMachine() {
        return new BuildPlatforms(Platform.current(), Platform.current(), false);
    }

    /** Builds here for {@code target}. */
    public static BuildPlatforms to(Platform target) {
        return new BuildPlatforms(Platform.current(), target, true);
    }
}
