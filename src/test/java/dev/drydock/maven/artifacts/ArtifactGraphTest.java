package dev.drydock.maven.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.java.Library;
import dev.drydock.maven.session.LibraryArtifact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactGraphTest {

    @TempDir
    Path temp;

    private Path repository;
    private final List<LibraryArtifact> libraries = new ArrayList<>();

    @BeforeEach
    void start() {
        repository = temp.resolve("repository");
    }

    private Path folder(String name, String version) throws Exception {
        return Files.createDirectories(repository.resolve("g").resolve(name).resolve(version));
    }

    private void pom(String name, String version, String content) throws Exception {
        Files.writeString(
                folder(name, version).resolve(name + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><artifactId>" + name + "</artifactId>" + content
                        + "</project>");
    }

    private LibraryArtifact library(String name, String version, String content) throws Exception {
        pom(name, version, "<groupId>g</groupId><version>" + version + "</version>" + content);
        Path jar = Files.writeString(folder(name, version).resolve(name + "-" + version + ".jar"), name + version);
        var library = new LibraryArtifact("g", name, "", version, false, false, Library.Kind.RELEASE, jar);
        libraries.add(library);
        return library;
    }

    private static String dependency(String group, String name, String more) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + name + "</artifactId>" + more
                + "</dependency>";
    }

    private ArtifactGraph graph(Need... declared) throws Exception {
        return new ArtifactGraph(
                new FactsMemory(temp.resolve("memory"), repository).of(libraries, library -> Optional.empty()),
                List.of(declared));
    }

    private static KnownArtifact known(ArtifactGraph graph, String content) {
        return graph.artifacts().get(Digest.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aLibraryIsKnownByItsContentWithWhatItsPomsSay() throws Exception {
        pom(
                "parent",
                "1",
                "<groupId>g</groupId><version>1</version><licenses><license><name>Apache License,\n 2.0</name></license>"
                        + "<license><url>https://x</url></license></licenses>"
                        + "<properties><the.group>g</the.group></properties><dependencyManagement><dependencies>"
                        + dependency("g", "managed", "<scope>test</scope>") + "</dependencies></dependencyManagement>");
        pom("a", "1", "");
        library("b", "2", "");
        library("managed", "1", "");
        library("optional", "1", "");
        library("a", "1", "");
        pom(
                "a",
                "1",
                "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><dependencies>"
                        + dependency("${the.group}", "b", "<version>1</version>")
                        + dependency("${project.groupId}", "managed", "")
                        + dependency("g", "optional", "<optional>true</optional>")
                        + dependency("g", "absent", "") + "</dependencies>");
        KnownArtifact a = known(graph(new Need("g", "a", "", true)), "a1");
        assertThat(a.purl()).isEqualTo("pkg:maven/g/a@1?type=jar");
        assertThat(a.licences()).containsExactly("Apache License, 2.0", "https://x");
        assertThat(a.dependsOn()).as("in the version that Maven chose").containsExactly("pkg:maven/g/b@2?type=jar");
    }

    @Test
    void licencesAreThoseOfTheNearestParentThatNamesSome() throws Exception {
        pom(
                "top",
                "1",
                "<groupId>g</groupId><version>1</version><licenses><license><name>MIT</name></license></licenses>");
        pom("middle", "1", "<parent><groupId>g</groupId><artifactId>top</artifactId><version>1</version></parent>");
        String parent = "<parent><groupId>g</groupId><artifactId>middle</artifactId><version>1</version></parent>";
        library("inherits", "1", parent);
        library("own", "1", parent + "<licenses><license><name>ISC</name></license></licenses>");
        assertThat(known(graph(), "inherits1").licences()).containsExactly("MIT");
        assertThat(known(graph(), "own1").licences()).containsExactly("ISC");
    }

    @Test
    void propertiesInTheNamesOfLicencesAreThoseOfThePomItself() throws Exception {
        pom(
                "parent",
                "1",
                "<groupId>g</groupId><version>1</version><properties><licence>Apache-2.0</licence></properties>"
                        + "<licenses><license><name>${licence}</name></license></licenses>");
        library(
                "a",
                "1",
                "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>"
                        + "<properties><licence>MIT</licence></properties>");
        assertThat(known(graph(), "a1").licences()).containsExactly("MIT");
    }

    /** A profile of Maven's model has no licences; what it needs counts only where the profile is active, not for those who use the artifact. */
    @Test
    void profilesOfALibraryTellNothing() throws Exception {
        library("b", "1", "");
        library(
                "a",
                "1",
                "<profiles><profile><id>p</id><licenses><license><name>MIT</name></license></licenses><dependencies>"
                        + dependency("g", "b", "") + "</dependencies></profile></profiles>");
        assertThat(known(graph(), "a1").licences()).isEmpty();
        assertThat(known(graph(), "a1").dependsOn()).isEmpty();
    }

    @Test
    void scopesAreThoseThatMavenWouldGive() throws Exception {
        library(
                "compiled",
                "1",
                "<dependencies>" + dependency("g", "below", "") + dependency("g", "driver", "<scope>runtime</scope>")
                        + "</dependencies>");
        library("below", "1", "");
        library(
                "driver",
                "1",
                "<dependencies>" + dependency("g", "below", "") + dependency("g", "driverbase", "")
                        + "</dependencies>");
        library("driverbase", "1", "");
        library("declared", "1", "");
        ArtifactGraph graph = graph(new Need("g", "declared", "", false), new Need("g", "compiled", "", true));
        assertThat(graph.artifacts().values())
                .extracting(each -> each.name() + " " + each.scope())
                .containsExactly(
                        "compiled compile",
                        "below compile",
                        "driver runtime",
                        "driverbase runtime",
                        "declared runtime");
    }

    @Test
    void factsAreKeptUntilTheFileChanges() throws Exception {
        LibraryArtifact a = library("a", "1", "<licenses><license><name>MIT</name></license></licenses>");
        library("b", "1", "");
        graph();
        Files.delete(a.file().resolveSibling("a-1.pom"));
        assertThat(known(graph(), "a1").licences()).containsExactly("MIT");
        Files.writeString(a.file(), "another");
        assertThat(known(graph(), "another").licences()).isEmpty();
        assertThat(graph().artifacts()).hasSize(2);
    }

    @Test
    void aLoopOfParentsEnds() throws Exception {
        library("a", "1", "<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent>");
        assertThat(known(graph(), "a1").licences()).isEmpty();
    }

    @Test
    void aPomThatIsNoneTellsNothing() throws Exception {
        library("a", "1", "<unclosed>");
        assertThat(known(graph(), "a1").purl()).isEqualTo("pkg:maven/g/a@1?type=jar");
    }

    @Test
    void aFolderOfClassesHasNoDigestAndIsLeftOut() throws Exception {
        libraries.add(new LibraryArtifact("g", "m", "", "1", false, false, Library.Kind.MODULE, temp));
        assertThat(graph().artifacts()).isEqualTo(Map.of());
    }
}
