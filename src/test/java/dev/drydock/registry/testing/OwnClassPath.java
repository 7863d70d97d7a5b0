package dev.drydock.registry.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** For tests that start a JVM with their own classes. */
public final class OwnClassPath {

    private OwnClassPath() {}

    /** The class path of this process, whoever loaded the tests. */
    public static String get() throws URISyntaxException {
        if (!(OwnClassPath.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> places = new ArrayList<>();
        for (URL place : loader.getURLs()) {
            places.add(Path.of(place.toURI()).toString());
        }
        return String.join(":", places);
    }
}
