package dev.drydock.maven.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFilesTest {

    @TempDir
    Path target;

    @ParameterizedTest
    @CsvSource({
        "app-1.jar, application, true",
        "app-1.war, application, true",
        "quarkus-app/app/whatever-1.jar, application, true",
        "app-1.jar, applicatioN, false",
        "app-1.jar, application and more, false",
        "other.jar, application, false",
        "quarkus-app/lib/main/app-1.jar, application, false"
    })
    void aFileOfTheApplicationIsKnownByItsContent(String file, String content, boolean known) throws Exception {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        var build = new Build();
        build.setDirectory(target.toString());
        build.setFinalName("app-1");
        var model = new Model();
        model.setBuild(build);
        byte[] bytes = "application".getBytes(StandardCharsets.UTF_8);
        assertThat(new OwnFiles(new MavenProject(model)).contain(Digest.of(bytes), bytes.length))
                .isEqualTo(known);
    }
}
