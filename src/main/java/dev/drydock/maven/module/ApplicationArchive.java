package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.ARTIFACT;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JarManifest;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * The jar or war that is the application. That is not always the module's main artifact: Spring Boot puts the executable jar
 * beside it if {@code repackage} has a classifier, and so do Quarkus ({@code -runner}) and plugins that pack an application with
 * its libraries.
 *
 * @param file need not exist
 * @param main whether it is the main artifact, of which Spring Boot may have kept the original
 */
@StartUp
record ApplicationArchive(Path file, boolean main) {

    /** Classifiers of what comes with an application and is none. */
    private static final Set<String> COMPANIONS = Set.of("sources", "javadoc", "tests", "test-sources", "test-javadoc");

    /** The one {@code <artifact>} names, or else the one the layout asks for. */
    static ApplicationArchive find(MavenProject project, Settings settings, Layout layout) throws IOException {
        Optional<String> named = settings.text(ARTIFACT);
        if (named.isPresent()) {
            return new ApplicationArchive(named(project, settings, named.get()), false);
        }
        Path main = main(project, settings);
        Path other = layout == Layout.LAYERS
                ? layered(project, settings, main)
                : layout == Layout.PACKAGED ? packaged(project, main) : main;
        return new ApplicationArchive(other, other.equals(main));
    }

    /** Quarkus' jar with all that the application needs; empty if it has not made one. */
    static Optional<Path> runner(MavenProject project) {
        Path runner = output(project).resolve(project.getBuild().getFinalName() + "-runner.jar");
        return Files.isRegularFile(runner) ? Optional.of(runner) : Optional.empty();
    }

    /** The class its manifest starts; "" if it does not say, or for the main artifact, whose classes are known. */
    String mainClass() throws IOException {
        return main ? "" : JarManifest.attribute(file, "Main-Class");
    }

    /** @throws BuildFailure for a classifier that can only be wrong, because Maven knows what this module has made */
    void check(MavenProject project, Settings settings) {
        String named = settings.text(ARTIFACT).orElse("");
        List<String> known = new ArrayList<>();
        for (Artifact each : project.getAttachedArtifacts()) {
            known.add(each.getClassifier());
        }
        if (!named.isEmpty() && !isPath(named) && !known.isEmpty() && !Files.exists(file)) {
            throw BuildFailure.ofBuild(
                    "drydock.artifact: this module has made no artifact with the classifier '" + named + "'",
                    "It has made " + String.join(", ", known)
                            + ". A path such as target/app.jar names any other file.");
        }
    }

    private static boolean isPath(String text) {
        return text.contains("/") || text.endsWith(".jar") || text.endsWith(".war");
    }

    private static Path named(MavenProject project, Settings settings, String text) {
        if (isPath(text)) {
            return settings.resolve(text);
        }
        for (Artifact each : project.getAttachedArtifacts()) {
            if (text.equals(each.getClassifier()) && isArchive(each)) {
                return each.getFile().toPath();
            }
        }
        return output(project).resolve(project.getBuild().getFinalName() + "-" + text + extension(project));
    }

    private static Path main(MavenProject project, Settings settings) {
        File file = project.getArtifact() == null ? null : project.getArtifact().getFile();
        if (file != null && file.isFile()) {
            return file.toPath();
        }
        String name = project.getBuild().getFinalName();
        Path archive = output(project).resolve(name + extension(project));
        if (!project.getPackaging().equals("war") || Files.exists(archive)) {
            return archive;
        }
        Optional<OtherPlugin> plugin = OtherPlugin.of(project, "org.apache.maven.plugins:maven-war-plugin", settings);
        String folder = plugin.isPresent() ? plugin.get().text("webappDirectory") : "";
        Path unpacked = folder.isEmpty() ? output(project).resolve(name) : settings.resolve(folder);
        return Files.isDirectory(unpacked) ? unpacked : archive;
    }

    /** Where Spring Boot puts the executable archive, or else the first artifact that has an index of layers. */
    private static Path layered(MavenProject project, Settings settings, Path main) throws IOException {
        List<Path> others = new ArrayList<>();
        Optional<OtherPlugin> plugin = OtherPlugin.of(project, OtherPlugin.SPRING_BOOT, "repackage", settings);
        if (plugin.isPresent() && plugin.get().used()) {
            others.add(repackaged(project, settings, plugin.get()));
        }
        others.addAll(attached(project));
        others.remove(main);
        if (others.isEmpty() || JavaApplication.isLayered(main)) {
            return main;
        }
        for (Path other : others) {
            if (JavaApplication.isLayered(other)) {
                return other;
            }
        }
        return main;
    }

    private static Path repackaged(MavenProject project, Settings settings, OtherPlugin plugin) {
        String folder = plugin.text("outputDirectory");
        String name = plugin.text("finalName");
        String classifier = plugin.text("classifier");
        return (folder.isEmpty() ? output(project) : settings.resolve(folder))
                .resolve((name.isEmpty() ? project.getBuild().getFinalName() : name)
                        + (classifier.isEmpty() || classifier.startsWith("-") ? classifier : "-" + classifier)
                        + extension(project));
    }

    /** The main artifact, unless Quarkus means another one, or there is none and something else was attached. */
    private static Path packaged(MavenProject project, Path main) {
        if (JavaModule.isQuarkus(project)) {
            Optional<Path> runner = runner(project);
            return runner.isPresent() ? runner.get() : main;
        }
        if (Files.exists(main)) {
            return main;
        }
        List<Path> attached = attached(project);
        if (attached.size() > 1) {
            List<String> names = new ArrayList<>();
            for (Path each : attached) {
                names.add(String.valueOf(each.getFileName()));
            }
            throw BuildFailure.ofBuild(
                    "This module has no main artifact, and several others that may be the application: "
                            + String.join(", ", names),
                    "Choose one: <artifact>target/" + names.get(0) + "</artifact>.");
        }
        return attached.isEmpty() ? main : attached.get(0);
    }

    private static List<Path> attached(MavenProject project) {
        List<Path> files = new ArrayList<>();
        for (Artifact each : project.getAttachedArtifacts()) {
            if (isArchive(each) && !COMPANIONS.contains(String.valueOf(each.getClassifier()))) {
                files.add(each.getFile().toPath());
            }
        }
        return files;
    }

    private static boolean isArchive(Artifact artifact) {
        File file = artifact.getFile();
        return file != null
                && file.isFile()
                && (file.getName().endsWith(".jar") || file.getName().endsWith(".war"));
    }

    private static String extension(MavenProject project) {
        return project.getPackaging().equals("war") ? ".war" : ".jar";
    }

    private static Path output(MavenProject project) {
        return Path.of(project.getBuild().getDirectory());
    }
}
