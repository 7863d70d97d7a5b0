package dev.drydock.maven.settings;

import dev.drydock.maven.settings.Setting.Trait;
import dev.drydock.startup.StartUp;
import java.util.Optional;

/** Whether settings describe an image, so that a Dockerfile lying about is not meant. */
@StartUp
public final class ImageDescription {

    private ImageDescription() {}

    /** A Dockerfile that is named goes before. */
    public static boolean by(Settings settings) {
        return how(settings).isPresent();
    }

    /** The first setting that describes the image; empty if none does. */
    public static Optional<String> how(Settings settings) {
        if (settings.given(DrydockSettings.DOCKERFILE)) {
            return Optional.empty();
        }
        for (Setting<?> setting : DrydockSettings.all()) {
            if (setting.has(Trait.DESCRIBES_IMAGE) && settings.given(setting)) {
                return Optional.of(setting.name());
            }
        }
        return Optional.empty();
    }

    /** Warns of settings that only the other kind of image has a use for. */
    public static void tellOfUseless(Settings settings, boolean dockerfile) {
        Trait useless = dockerfile ? Trait.DESCRIBES_IMAGE : Trait.ABOUT_DOCKERFILE;
        for (Setting<?> setting : DrydockSettings.all()) {
            if (setting.has(useless) && settings.given(setting)) {
                settings.warn(
                        dockerfile
                                ? "<" + setting.name()
                                        + "> changes nothing in an image of a Dockerfile; say it there, or remove"
                                        + " <dockerfile> to have the POM describe the image"
                                : "<" + setting.name()
                                        + "> changes nothing in an image that is made without a Dockerfile");
            }
        }
    }
}
