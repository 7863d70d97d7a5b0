package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application as an image has it.
 *
 * @param layers the most stable first
 * @param command what starts it; null to leave that to the base, which then is a servlet container
 * @param root where it is
 * @param mainClass "" if something else starts it
 */
@StartUp
public record JavaApplication(
        List<JavaLayer> layers, @Nullable List<String> command, String root, String mainClass) {

    /**
     * Whether there is something to start: what a library that only inherits its configuration has not.
     *
     * @param project whose libraries do not matter
     */
    public static boolean canStart(JavaProject project) throws IOException {
        return !findsMain(project) || !project.mainClass().isEmpty() || hasMainClass(project);
    }

    /**
     * Whether there is something to start even if a main class is named: a library that inherits the name has neither that class,
     * of its own or of one of its libraries, nor another with a main method.
     *
     * @param project with its libraries
     */
    public static boolean hasItsStart(JavaProject project) throws IOException {
        return project.mainClass().isEmpty()
                || !findsMain(project)
                || MainClass.of(project, project.named() ? project.archive() : project.classes())
                        .isThere()
                || hasMainClass(project);
    }

    /**
     * Whether the JVM can keep the classes of an application for a fast start: it keeps those that its own class loader takes from
     * jars. Of Quarkus' folder nothing is said before there is one.
     */
    public static boolean isInJars(JavaProject.Layout layout, Path output) throws IOException {
        return layout == JavaProject.Layout.PACKAGED
                || layout == JavaProject.Layout.QUARKUS
                        && (!QuarkusLayout.isThere(output) || QuarkusLayout.isAotJar(output));
    }

    private static boolean findsMain(JavaProject project) {
        return project.layout() == JavaProject.Layout.EXPLODED || project.layout() == JavaProject.Layout.PACKAGED;
    }

    private static boolean hasMainClass(JavaProject project) throws IOException {
        return !ClassFolder.of(project.classes()).mainClasses(project.output()).isEmpty();
    }

    /** Whether a jar or war can be taken apart into layers by Spring Boot's index; not if it does not exist. */
    public static boolean isLayered(Path archive) throws IOException {
        return BootLayout.isLayered(archive);
    }

    /**
     * The class folder and jars whose needs a Java runtime linked for the application has to meet.
     *
     * @param project for which {@link #of} has succeeded
     * @throws BuildFailure for what a servlet container starts
     */
    public static List<Path> code(JavaProject project) throws IOException {
        return switch (project.layout()) {
            case EXPLODED, PACKAGED, LAYERS -> {
                List<Path> code = new ArrayList<>();
                if (Files.isDirectory(project.classes())) {
                    code.add(project.classes());
                }
                if (project.named() && project.layout() != JavaProject.Layout.EXPLODED) {
                    code.add(project.archive()); // may have code from elsewhere
                }
                for (Library library : project.libraries()) {
                    code.add(library.file());
                }
                yield code;
            }
            case QUARKUS -> QuarkusLayout.jars(project);
            case WAR, WAR_FILE ->
                throw BuildFailure.ofBuild(
                        "<runtime>jlink</runtime> is for applications that start by themselves, not for wars",
                        "Remove <runtime> to have the base image's Java.");
        };
    }

    /**
     * @param startsItself whether a command is needed; without one, no main class is looked for
     * @throws BuildFailure if something the layout needs is not there, or no main class can be found
     */
    public static JavaApplication of(JavaProject project, boolean startsItself) throws IOException {
        return switch (project.layout()) {
            case EXPLODED, PACKAGED -> new ClassPathLayout(project).application(startsItself);
            case LAYERS -> BootLayout.application(project);
            case WAR -> WarLayout.unpacked(project);
            case WAR_FILE -> WarLayout.packed(project);
            case QUARKUS -> QuarkusLayout.application(project);
        };
    }
}
