package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.EXCLUDES;

import dev.drydock.java.JarTypes;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Which of the libraries an application needs at run time its image gets. */
@StartUp
final class LibraryChoice {

    private LibraryChoice() {}

    /** All but those {@code <excludes>} names, and, in a Spring Boot application, those {@link SpringBoot} leaves out. */
    static List<LibraryArtifact> of(Invocation here, Settings settings, List<LibraryArtifact> all, Log log)
            throws IOException {
        List<LibraryPattern> excludes = excludes(settings);
        Optional<SpringBoot> boot = SpringBoot.of(here.project(), all, settings);
        Path kept = here.output().resolve("jar-types");
        JarTypes types = boot.isPresent() ? JarTypes.in(kept) : null;
        List<LibraryArtifact> chosen = new ArrayList<>();
        for (LibraryArtifact library : all) {
            String reason = excluded(library, excludes);
            if (reason.isEmpty() && types != null) {
                reason = boot.get().reason(library, types);
            }
            if (reason.isEmpty()) {
                chosen.add(library);
            } else {
                log.debug(library.file().getFileName() + " stays out of the image: " + reason);
            }
        }
        if (types != null) {
            types.keep();
        }
        tellOfUseless(excludes, all, log);
        return chosen;
    }

    private static List<LibraryPattern> excludes(Settings settings) {
        List<LibraryPattern> excludes = new ArrayList<>();
        for (String text : settings.list(EXCLUDES)) {
            excludes.add(LibraryPattern.parse(text, "drydock.excludes"));
        }
        return excludes;
    }

    private static String excluded(LibraryArtifact library, List<LibraryPattern> excludes) {
        for (LibraryPattern pattern : excludes) {
            if (pattern.matches(library)) {
                return "drydock.excludes names " + pattern;
            }
        }
        return "";
    }

    /** No reason to fail or warn: a parent may say it for modules that do not all have the library. */
    private static void tellOfUseless(List<LibraryPattern> excludes, List<LibraryArtifact> all, Log log) {
        for (LibraryPattern pattern : excludes) {
            boolean found = false;
            for (LibraryArtifact library : all) {
                found |= pattern.matches(library);
            }
            if (!found) {
                log.info("drydock.excludes: no library of this application is " + pattern);
            }
        }
    }
}
