package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.BUILD_SKIP;
import static dev.drydock.maven.settings.DrydockSettings.DOCKERFILE;

import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.ImageDescription;
import dev.drydock.maven.settings.Settings;

/**
 * Whether a module was to have an image. Asked only where there is none, since it may mean to look into all class files: a
 * parent and a library that inherit the plugin have none, and nothing is to be said of them.
 */
public final class ExpectedImage {

    private ExpectedImage() {}

    public static boolean in(Invocation here, Settings settings) {
        if (!here.mayHaveNoImage()) {
            return true;
        }
        if (settings.flag(BUILD_SKIP)) {
            return false;
        }
        boolean described = ImageDescription.by(settings);
        return settings.given(DOCKERFILE)
                || !described && DockerfileLookup.usual(here, here.base()).isPresent()
                || ApplicationSource.isExpected(here, settings, described);
    }
}
