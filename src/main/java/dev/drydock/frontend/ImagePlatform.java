package dev.drydock.frontend;

import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;

/** The platform that the finished image's config names. */
public final class ImagePlatform {

    private ImagePlatform() {}

    /**
     * The platform that was asked for, else that of the base, in its normal form: the v8 of arm64 goes unsaid. A variant the
     * user did not ask for is kept from the base.
     */
    public static ImageConfig in(ImageConfig config, BuildPlatforms platforms) {
        Platform made = config.platform();
        Platform target = platforms.target();
        boolean same = made.os().equals(target.os()) && made.architecture().equals(target.architecture());
        boolean follow = platforms.targetGiven() && (!same || !target.variant().isEmpty());
        return normalised(follow ? config.withPlatform(target) : config);
    }

    private static ImageConfig normalised(ImageConfig config) {
        Platform platform = config.platform();
        if (platform.os().isEmpty() || platform.architecture().isEmpty()) {
            return config;
        }
        Platform normal = Platform.parse(platform.toString());
        return normal.variant().equals(platform.variant()) ? config : config.withPlatform(normal);
    }
}
