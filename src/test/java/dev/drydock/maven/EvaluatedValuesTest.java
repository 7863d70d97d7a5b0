package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values with <code>${…}</code> in them, as Maven's own evaluator understands them, in images. */
class EvaluatedValuesTest {

    @TempDir
    Path dir;

    @Test
    void expressionsOfTheCommandLineAndOfThePomAreReplaced() throws Exception {
        PomBuild build = build("<labels><pom>${project.artifactId}</pom></labels><cmd>echo $$ ${HOME} ${revision}</cmd>"
                        + "<env><LITERAL>$${revision}</LITERAL><PASSED>a$$b</PASSED></env>")
                .user("drydock.label.rev", "${project.version}-${revision}")
                .user("drydock.env.PLACE", "${project.basedir}/x")
                .user("drydock.image", "me/${project.artifactId}:${project.version}")
                .user("revision", "7");
        build.run();
        ImageConfig config = config(build);
        assertThat(config.labels()).containsEntry("rev", "1.0-7").containsEntry("pom", "app");
        assertThat(config.env())
                .containsEntry("LITERAL", "${revision}")
                .containsEntry("PASSED", "a$$b")
                .containsEntry("PLACE", dir + "/x");
        assertThat(config.cmd()).containsExactly("echo", "$$", "${HOME}", "7");
        assertThat(build.log()).contains("me/app:1.0").doesNotContain("stands for nothing");
    }

    @Test
    void propertiesOfOtherPluginsCountFromTheCommandLineToo() throws Exception {
        PomBuild build = build("<cmd>x</cmd>").user("project.build.outputTimestamp", "2020-02-02T02:02:02Z");
        build.run();
        assertThat(config(build).history().get(0).path("created").asText()).isEqualTo("2020-02-02T02:02:02Z");
        Files.createDirectories(dir.resolve("target/classes"));
        PomBuild java = new PomBuild(dir)
                .configuration("<pull>never</pull><entrypoint>x</entrypoint>")
                .user("drydock.cacheDirectory", dir + "/store")
                .user("maven.compiler.release", "${java.version}")
                .user("java.version", "21");
        assertThatThrownBy(java::run).hasMessageContaining("eclipse-temurin:21-jre");
    }

    private PomBuild build(String configuration) throws IOException {
        Files.writeString(dir.resolve("pom.xml"), "");
        return new PomBuild(dir)
                .configuration("<from>scratch</from><layout>none</layout><files><set><from>pom.xml</from></set></files>"
                        + configuration)
                .user("drydock.cacheDirectory", dir + "/store");
    }

    private static ImageConfig config(PomBuild build) throws IOException {
        return OciLayout.open(build.output().resolve("image"))
                .image("", Platform.current())
                .parsedConfig();
    }
}
