package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JavaBase;
import dev.drydock.java.JavaProject;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** What a module says of its Java: release, main class, where things are. */
final class JavaModule {

    private enum Written {
        EXPLODED,
        PACKAGED,
        LAYERS,
        NONE
    }

    private static final int USUAL_RELEASE = 17;

    private final MavenProject project;
    private final Settings settings;

    JavaModule(MavenProject project, Settings settings) {
        this.project = project;
        this.settings = settings;
    }

    /** Empty if there is no Java to put into the image. */
    Optional<Layout> layout() {
        Written written = settings.choice("layout", Written.class).orElse(null);
        if (written == Written.NONE || project.getPackaging().equals("pom")) {
            return Optional.empty();
        }
        if (isWar() && written != Written.LAYERS) {
            return Optional.of(written == Written.PACKAGED ? Layout.WAR_FILE : Layout.WAR);
        }
        if (written != null) {
            return Optional.of(Layout.valueOf(written.name()));
        }
        boolean quarkus = plugin("io.quarkus:quarkus-maven-plugin") != null
                || plugin("io.quarkus.platform:quarkus-maven-plugin") != null;
        // What is prepared for a fast start is classes in jars: the JVM archives none from directories.
        boolean jars = settings.text("startup").orElse("").equalsIgnoreCase("aot");
        return Optional.of(quarkus ? Layout.QUARKUS : jars ? Layout.PACKAGED : Layout.EXPLODED);
    }

    JavaProject describe(Layout layout, List<Library> libraries, String root) {
        Path output = Path.of(project.getBuild().getDirectory());
        return new JavaProject(
                Path.of(project.getBuild().getOutputDirectory()),
                libraries,
                archive(output),
                output,
                layout,
                root,
                release(),
                settings.words("jvmFlags").orElse(List.of()),
                mainClass(),
                settings.words("extraClassPath").orElse(List.of()));
    }

    private Path archive(Path output) {
        File file = project.getArtifact() == null ? null : project.getArtifact().getFile();
        if (file != null && file.isFile()) {
            return file.toPath();
        }
        String name = project.getBuild().getFinalName();
        if (!isWar()) {
            return output.resolve(name + ".jar");
        }
        Path war = output.resolve(name + ".war");
        String folder = inPlugin("org.apache.maven.plugins:maven-war-plugin", "webappDirectory");
        Path unpacked = folder.isEmpty() ? output.resolve(name) : settings.resolve(folder);
        return !Files.exists(war) && Files.isDirectory(unpacked) ? unpacked : war;
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

    /** Configured, here or for the jar, or for Spring Boot; "" if nowhere. */
    private String mainClass() {
        String name = first(
                settings.text("mainClass").orElse(""),
                inPlugin("org.apache.maven.plugins:maven-jar-plugin", "archive", "manifest", "mainClass"),
                inPlugin("org.springframework.boot:spring-boot-maven-plugin", "mainClass"),
                property("start-class"));
        return name.contains("${") ? "" : name;
    }

    /** Of the code, as the compiler is told. */
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
                    "The compiler is told to make code for Java '" + text + "', which is no release of it",
                    "Name the base image with <from>.");
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
        Plugin plugin = plugin(key);
        Xpp3Dom at = plugin != null && plugin.getConfiguration() instanceof Xpp3Dom dom ? dom : null;
        for (String name : path) {
            at = at == null ? null : at.getChild(name);
        }
        String value = at == null ? null : at.getValue();
        return value == null || value.isBlank() ? "" : settings.evaluated(value);
    }

    private @Nullable Plugin plugin(String key) {
        return project.getPlugin(key);
    }

    /** Whether there is anything to put into an image. */
    boolean hasOutput() {
        return Files.isDirectory(Path.of(project.getBuild().getOutputDirectory()));
    }
}
