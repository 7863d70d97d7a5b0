package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.ARTIFACT;
import static dev.drydock.maven.settings.DrydockSettings.EXCLUDE_FILES;
import static dev.drydock.maven.settings.DrydockSettings.EXTRA_CLASS_PATH;
import static dev.drydock.maven.settings.DrydockSettings.JVM_FLAGS;
import static dev.drydock.maven.settings.DrydockSettings.LAYOUT;
import static dev.drydock.maven.settings.DrydockSettings.MAIN_CLASS;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaBase;
import dev.drydock.java.JavaProject;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library;
import dev.drydock.maven.settings.Choices.AppLayout;
import dev.drydock.maven.settings.Choices.Startup;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** Facts about a module's Java: release, main class, where things are. */
final class JavaModule {

    private static final int USUAL_RELEASE = 17;

    private final MavenProject project;
    private final Settings settings;

    JavaModule(MavenProject project, Settings settings) {
        this.project = project;
        this.settings = settings;
    }

    /** Empty if there is no Java to put into the image. */
    Optional<Layout> layout() throws IOException {
        AppLayout written = settings.optionalChoice(LAYOUT).orElse(null);
        if (written == AppLayout.NONE || project.getPackaging().equals("pom")) {
            return Optional.empty();
        }
        if (isWar() && written != AppLayout.LAYERS) {
            return Optional.of(written == AppLayout.PACKAGED ? Layout.WAR_FILE : Layout.WAR);
        }
        if (written != null) {
            return Optional.of(Layout.valueOf(written.name()));
        }
        if (settings.given(ARTIFACT)) {
            Path archive =
                    ApplicationArchive.find(project, settings, Layout.PACKAGED).file();
            return Optional.of(JavaApplication.isLayered(archive) ? Layout.LAYERS : Layout.PACKAGED);
        }
        boolean quarkus = isQuarkus(project) && !hasRunnerAlone();
        // A fast start is prepared for classes in jars: the JVM archives none from directories.
        boolean jars = settings.choice(STARTUP) == Startup.AOT;
        return Optional.of(quarkus ? Layout.QUARKUS : jars || isQuarkus(project) ? Layout.PACKAGED : Layout.EXPLODED);
    }

    JavaProject describe(Layout layout, List<Library> libraries, String root) throws IOException {
        ApplicationArchive archive = ApplicationArchive.find(project, settings, layout);
        String mainClass = settings.text(MAIN_CLASS).orElse("");
        String origin = "<mainClass>, or drydock.mainClass";
        if (mainClass.isEmpty()) {
            mainClass = archive.mainClass();
            origin = "the manifest of " + archive.file().getFileName();
        }
        if (mainClass.isEmpty()) {
            mainClass = inPlugin("org.apache.maven.plugins:maven-jar-plugin", "archive", "manifest", "mainClass");
            origin = "<mainClass> of maven-jar-plugin";
        }
        if (mainClass.isEmpty()) {
            mainClass = repackaged("mainClass");
            origin = "<mainClass> of spring-boot-maven-plugin";
        }
        if (mainClass.isEmpty()) {
            mainClass = property("start-class");
            origin = "the property start-class";
        }
        return new JavaProject(
                Path.of(project.getBuild().getOutputDirectory()),
                libraries,
                archive.file(),
                !archive.main(),
                output(),
                layout,
                root,
                release(),
                settings.words(JVM_FLAGS).orElse(List.of()),
                mainClass.contains("${") ? "" : mainClass,
                origin,
                settings.words(EXTRA_CLASS_PATH).orElse(List.of()),
                settings.list(EXCLUDE_FILES));
    }

    /** Where its build puts things, {@code target}. */
    Path output() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** @throws BuildFailure if the archive named is one this module has not made */
    void checkArchive(Layout layout) throws IOException {
        ApplicationArchive.find(project, settings, layout).check(project, settings);
    }

    static boolean isQuarkus(MavenProject project) {
        return project.getPlugin("io.quarkus:quarkus-maven-plugin") != null
                || project.getPlugin("io.quarkus.platform:quarkus-maven-plugin") != null;
    }

    /** Whether Quarkus has made one jar of the application and not, as it usually does, a folder. */
    private boolean hasRunnerAlone() {
        Path folder = Path.of(project.getBuild().getDirectory()).resolve("quarkus-app");
        return !Files.exists(folder) && ApplicationArchive.runner(project).isPresent();
    }

    private boolean isWar() {
        return project.getPackaging().equals("war");
    }

    /** The usual base image. */
    String base(Layout layout) {
        return layout == Layout.WAR || layout == Layout.WAR_FILE
                ? JavaBase.servletContainer(release(), usesJavax())
                : JavaBase.runtime(release());
    }

    /** Whether the servlet API it is compiled with is the one before Jakarta. */
    private boolean usesJavax() {
        return project.getDependencies().stream()
                .map(Dependency::getGroupId)
                .anyMatch(group -> group.equals("javax.servlet") || group.equals("javax"));
    }

    /** Release of the code, as the compiler is told. */
    int release() {
        String text = first(
                inPlugin("org.apache.maven.plugins:maven-compiler-plugin", "release"),
                property("maven.compiler.release"),
                inPlugin("org.apache.maven.plugins:maven-compiler-plugin", "target"),
                property("maven.compiler.target"));
        String number = text.startsWith("1.") ? text.substring(2) : text;
        try {
            return number.isEmpty() ? USUAL_RELEASE : Integer.parseInt(number.strip());
        } catch (NumberFormatException e) {
            throw BuildFailure.ofBuild(
                    "The compiler is configured for the release '" + text + "' of Java, which does not exist",
                    "Correct maven.compiler.release, or name the base image with <from>.");
        }
    }

    /** The first that is not empty; "" if all are. */
    private static String first(String... places) {
        for (String text : places) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** "" if it is not set, or blank. */
    private String property(String name) {
        String value = settings.property(name).orElse("");
        return value.isBlank() ? "" : value;
    }

    /** "" if it is not configured, or blank. */
    private String inPlugin(String key, String... path) {
        Optional<OtherPlugin> plugin = OtherPlugin.of(project, key, settings);
        return plugin.isPresent() ? plugin.get().text(path) : "";
    }

    /** As Spring Boot makes the executable jar; "" if it does not, or that is not configured. */
    private String repackaged(String element) {
        Optional<OtherPlugin> plugin = OtherPlugin.of(project, OtherPlugin.SPRING_BOOT, "repackage", settings);
        return plugin.isPresent() && plugin.get().used() ? plugin.get().text(element) : "";
    }
}
