package dev.drydock.maven.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.inventory.KnownArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredJarsTest {

    @TempDir
    Path repository;

    @BeforeEach
    void fill() throws IOException {
        write("org/example/tool/1.2/tool-1.2.jar", "tool");
        write("org/example/tool/1.2/tool-1.2-sources.jar", "sources");
        write("org/other/tool/1.2/tool-1.2.jar", "another tool");
        write("net/copy/tool/1.2/tool-1.2.jar", "tool");
        write("single/1.0/single-1.0.jar", "too few folders");
        write("org/example/odd/1.0/unrelated-3.jar", "odd");
        write("org/example/tool/1.2/tool-1.2.pom", """
                <project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>tool</artifactId>
                <version>1.2</version><licenses><license><name>MIT License</name></license></licenses></project>""");
    }

    private void write(String path, String content) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @ParameterizedTest
    @CsvSource({
        "tool-1.2.jar, another tool, pkg:maven/org.other/tool@1.2?type=jar",
        "tool-1.2.jar, tool, pkg:maven/net.copy/tool@1.2?type=jar",
        "tool-1.2-sources.jar, sources, pkg:maven/org.example/tool@1.2?classifier=sources&type=jar",
        "tool-1.2.jar, changed, ",
        "other.jar, tool, ",
        "single-1.0.jar, too few folders, ",
        "unrelated-3.jar, odd, "
    })
    void aJarIsTheArtifactOfItsNameThatHasItsContent(String name, String content, String purl) throws Exception {
        byte[] bytes = content.getBytes(UTF_8);
        assertThat(new StoredJars(repository)
                        .find(name, Digest.of(bytes), bytes.length)
                        .map(KnownArtifact::purl)
                        .orElse(null))
                .isEqualTo(purl);
    }

    @Test
    void itsLicencesAreThoseOfItsPom() throws Exception {
        Files.delete(repository.resolve("net/copy/tool/1.2/tool-1.2.jar"));
        byte[] bytes = {'t', 'o', 'o', 'l'};
        assertThat(new StoredJars(repository).find("tool-1.2.jar", Digest.of(bytes), bytes.length))
                .hasValueSatisfying(artifact -> assertThat(artifact.licences()).containsExactly("MIT License"));
    }

    @Test
    void linksThatLeadAroundInCirclesAreNotFollowed() throws Exception {
        Files.createSymbolicLink(repository.resolve("org/example/again"), repository);
        assertThat(new StoredJars(repository).find("tool-1.2-sources.jar", Digest.of("sources".getBytes(UTF_8)), 7))
                .hasValueSatisfying(artifact -> assertThat(artifact.group()).isEqualTo("org.example"));
    }

    @Test
    void theRepositoryMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(repository.resolve("link"), repository);
        assertThat(new StoredJars(link).find("tool-1.2-sources.jar", Digest.of("sources".getBytes(UTF_8)), 7))
                .hasValueSatisfying(artifact -> assertThat(artifact.group()).isEqualTo("org.example"));
    }

    @Test
    void aQuestionIsAnsweredFromMemoryTheSecondTime() throws Exception {
        var jars = new StoredJars(repository);
        Digest sha256 = Digest.of("sources".getBytes(UTF_8));
        var first = jars.find("tool-1.2-sources.jar", sha256, 7);
        Files.delete(repository.resolve("org/example/tool/1.2/tool-1.2-sources.jar"));
        assertThat(first).isPresent();
        assertThat(jars.find("tool-1.2-sources.jar", sha256, 7)).isEqualTo(first);
    }

    @Test
    void withoutARepositoryThereIsNone() throws Exception {
        assertThat(new StoredJars(repository.resolve("none")).find("a.jar", Digest.of(new byte[0]), 0))
                .isEmpty();
    }
}
