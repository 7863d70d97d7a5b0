package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.Library.Kind;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A war, unpacked where a servlet container finds it; the container's own command starts it. */
final class WarLayout {

    /** Where the images of Tomcat and of Jetty look for the application of the root path. */
    static final String TOMCAT = "/usr/local/tomcat/webapps/ROOT";

    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final String CLASSES = "WEB-INF/classes/**/*.class";

    private WarLayout() {}

    static JavaApplication application(JavaProject project) throws IOException {
        if (!Files.isRegularFile(project.archive())) {
            throw BuildFailure.ofBuild(
                    "There is no war " + project.archive(), "Run 'mvn package', not a phase before it.");
        }
        String root = project.root().isEmpty() ? TOMCAT : project.root();
        Map<Kind, List<String>> libraries = libraries(project);
        List<JavaLayer> layers = new ArrayList<>();
        add(layers, "dependencies", root, project, libraries.get(Kind.RELEASE), List.of());
        add(layers, "snapshot-dependencies", root, project, libraries.get(Kind.SNAPSHOT), List.of());
        add(layers, "modules", root, project, libraries.get(Kind.MODULE), List.of());
        add(layers, "resources", root, project, List.of("**"), List.of(LIBRARIES, CLASSES));
        add(layers, "classes", root, project, List.of(CLASSES), List.of());
        return new JavaApplication(layers, null, root, "");
    }

    private static void add(
            List<JavaLayer> layers,
            String name,
            String root,
            JavaProject project,
            @Nullable List<String> includes,
            List<String> excludes) {
        if (includes != null && !includes.isEmpty()) {
            var choice = new Choice(includes, excludes);
            layers.add(new JavaLayer(name, root, List.of(new Mapping.Archive("", project.archive(), "", choice))));
        }
    }

    /** What is in the war counts; the build says of it how often it changes. */
    private static Map<Kind, List<String>> libraries(JavaProject project) throws IOException {
        Map<String, Kind> kinds = new TreeMap<>();
        project.libraries()
                .forEach(library -> kinds.put(String.valueOf(library.file().getFileName()), library.kind()));
        Map<Kind, List<String>> names = new TreeMap<>();
        try (ZipFile war = new ZipFile(project.archive().toFile())) {
            war.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> {
                if (entry.getName().startsWith(LIBRARIES)) {
                    Kind kind = kinds.getOrDefault(entry.getName().substring(LIBRARIES.length()), Kind.RELEASE);
                    names.computeIfAbsent(kind, k -> new ArrayList<>()).add(entry.getName());
                }
            });
        }
        return names;
    }
}
