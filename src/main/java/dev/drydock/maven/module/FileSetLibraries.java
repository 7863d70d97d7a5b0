package dev.drydock.maven.module;

import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library;
import dev.drydock.java.LibraryNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.FileSets;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/** Libraries of the module for sets of {@code <files>}: the same files that layers of a Java application have. */
record FileSetLibraries(Invocation here, Settings settings, Log log) implements FileSets.Libraries {

    @Override
    public Map<String, Path> named(List<String> patterns, List<String> excludes, boolean withoutVersion)
            throws IOException {
        List<LibraryPattern> wanted = parse(patterns, "<libraries>");
        List<LibraryPattern> unwanted = parse(excludes, "<excludeLibraries>");
        List<LibraryArtifact> chosen = new ArrayList<>();
        for (LibraryArtifact each :
                here.libraries().atRunTime(Workspaces.of(here, settings).store())) {
            if (matchesAny(wanted, each) && !matchesAny(unwanted, each)) {
                chosen.add(each);
            }
        }
        List<Library> files = ModuleJars.libraries(here, settings, Layout.EXPLODED, chosen, log);
        Map<String, Path> named = new LinkedHashMap<>();
        if (withoutVersion) {
            for (int i = 0; i < chosen.size(); i++) {
                LibraryArtifact library = chosen.get(i);
                String classifier = library.classifier().isEmpty() ? "" : "-" + library.classifier();
                String name = library.name() + classifier + ".jar";
                named.put(
                        named.containsKey(name) ? library.group() + "-" + name : name,
                        files.get(i).file());
            }
        } else {
            for (Map.Entry<Library, String> entry : LibraryNames.of(files).entrySet()) {
                named.put(entry.getValue(), entry.getKey().file());
            }
        }
        return named;
    }

    private static List<LibraryPattern> parse(List<String> texts, String place) {
        List<LibraryPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(LibraryPattern.parse(text, place + " in <files>"));
        }
        return patterns;
    }

    private static boolean matchesAny(List<LibraryPattern> patterns, LibraryArtifact library) {
        for (LibraryPattern pattern : patterns) {
            if (pattern.matches(library)) {
                return true;
            }
        }
        return false;
    }
}
