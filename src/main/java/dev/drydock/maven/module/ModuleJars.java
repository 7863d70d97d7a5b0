package dev.drydock.maven.module;

import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import dev.drydock.java.StableJar;
import dev.drydock.maven.session.ImageTime;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Jars that were packed in this build. Without {@code project.build.outputTimestamp} they have the time of packing in them, and
 * each clean build would make another image of the same content.
 */
@StartUp
final class ModuleJars {

    private static final String TOLD = "drydock.outputTimestamp.told";

    private ModuleJars() {}

    /**
     * Libraries as the image gets them: with {@code exploded}, copies of such jars that do not tell when they were packed. Other
     * layouts take jars as they are; then the log says once what would help.
     */
    static List<Library> libraries(
            Invocation here, Settings settings, Layout layout, List<LibraryArtifact> chosen, Log log)
            throws IOException {
        boolean tellsWhen = takesOwnJar(layout)
                && !ImageTime.isGiven(
                        settings.property(ImageTime.OUTPUT_TIMESTAMP).orElse(null));
        List<Library> libraries = new ArrayList<>();
        for (LibraryArtifact library : chosen) {
            if (library.kind() != Kind.MODULE || here.libraries().packsReproducibly(library)) {
                libraries.add(library.library());
            } else if (layout == Layout.EXPLODED) {
                Path copy = StableJar.of(
                        library.file(), folder(Workspaces.of(here, settings).jars(), library));
                libraries.add(new Library(copy, library.group(), library.kind()));
            } else {
                tellsWhen = true;
                libraries.add(library.library());
            }
        }
        if (tellsWhen && here.notesOfRun().putIfAbsent(TOLD, true) == null) {
            log.info("The image will be another one after each clean build, because jars have the times in them at"
                    + " which they were packed; with project.build.outputTimestamp among the <properties> of the"
                    + " POM they have not");
        }
        return libraries;
    }

    private static boolean takesOwnJar(Layout layout) {
        return layout == Layout.PACKAGED || layout == Layout.WAR_FILE;
    }

    private static Path folder(Path jars, LibraryArtifact library) {
        String classifier = library.classifier().isEmpty() ? "" : "-" + library.classifier();
        return jars.resolve(library.group()).resolve(library.name() + classifier);
    }
}
