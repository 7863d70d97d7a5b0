package dev.drydock.maven.jib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import dev.drydock.maven.PomBuild;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Extensions of Jib as builds name and configure them, the published ones among them. */
class JibExtensionsTest extends ExtendedBuilds {

    @Test
    void aConfigurationIsAnObjectOfTheClassThatTheExtensionTakes() throws Exception {
        build(extension(
                        ChangingExtension.class.getName(),
                        "<properties><a>1</a><b/></properties><configuration implementation=\""
                                + ChangingExtension.Configuration.class.getName()
                                + "\"><text>${project.artifactId}</text><number>8</number><file>a/b</file><items>"
                                + "<item><name>one</name></item><item><name>two</name></item></items></configuration>"))
                .run();
        assertThat(ChangingExtension.properties).isEqualTo(Map.of("a", "1", "b", ""));
        ChangingExtension.Configuration configuration = ChangingExtension.configuration.orElseThrow();
        assertThat(configuration.number).isEqualTo(8);
        assertThat(configuration.file).isEqualTo(dir.resolve("a/b").toFile());
        assertThat(configuration.items).extracting(item -> item.name).containsExactly("one", "two");
    }

    @Test
    void anExtensionIsToldOfMavenAndSpeaksInItsLog() throws Exception {
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(build.log())
                .contains("[INFO] Running the extension dev.drydock.maven.jib.ChangingExtension")
                .contains("[INFO] changing app of 1", "[WARNING] careful")
                .doesNotContain("in detail");
    }

    @Test
    void thePublishedLayerFilterRemovesFilesAndMovesThem() throws Exception {
        PomBuild build = build(extension(
                        "com.google.cloud.tools.jib.maven.extension.layerfilter.JibLayerFilterExtension",
                        "<configuration implementation=\"com.google.cloud.tools.jib.maven.extension.layerfilter.Configuration\">"
                                + "<filters><filter><glob>**/gone-*.jar</glob></filter>"
                                + "<filter><glob>**/config/**</glob><toLayer>configuration</toLayer></filter>"
                                + "</filters></configuration>"))
                .library(new Library(file("gone-1.jar"), "g", Kind.RELEASE))
                .library(new Library(file("kept-1.jar"), "g", Kind.RELEASE));
        build.run();
        assertThat(files(build))
                .containsExactly(
                        "app/libs/kept-1.jar",
                        "app/class-path",
                        "app/classes/Main.class",
                        "app/resources/config/app.yml");
        assertThat(history(build))
                .endsWith(
                        "COPY configuration /app/resources/config # drydock",
                        "ENTRYPOINT [\"java\" \"-cp\" \"@/app/class-path\" \"Main\"]");
    }

    @Test
    void thePublishedSpringBootExtensionRemovesTheDevelopersTools() throws Exception {
        PomBuild build = build(
                        extension("com.google.cloud.tools.jib.maven.extension.springboot.JibSpringBootExtension", ""))
                .user("spring-boot.repackage.excludeDevtools", "false")
                .library(springBoot("spring-boot"))
                .library(springBoot("spring-boot-devtools"));
        build.run();
        assertThat(build.log()).contains("Running Jib Spring Boot extension");
        assertThat(files(build))
                .contains("app/libs/spring-boot-3.5.0.jar")
                .noneMatch(file -> file.contains("devtools"));
    }

    private LibraryArtifact springBoot(String name) throws IOException {
        return new LibraryArtifact(
                "org.springframework.boot", name, "", "3.5.0", false, false, Kind.RELEASE, file(name + "-3.5.0.jar"));
    }
}
