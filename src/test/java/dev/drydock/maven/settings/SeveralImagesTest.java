package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Platform;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.PomBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several images of one module: what they share and what each has of its own. */
class SeveralImagesTest {

    private static final String BASE =
            "<from>scratch</from><layout>none</layout>" + "<files><set><from>pom.xml</from></set></files>";

    @TempDir
    Path dir;

    @BeforeEach
    void project() throws IOException {
        Files.writeString(dir.resolve("pom.xml"), "");
    }

    /** Nearest first: its own, an image beside them, beside that; maps are added to each other. */
    @Test
    void anImageBesideSeveralIsSharedByAll() throws Exception {
        PomBuild build = build(BASE
                        + "<user>1</user><workdir>/1</workdir><cmd>1</cmd><env><A>1</A><B>1</B><C>1</C></env>"
                        + "<image><user>2</user><workdir>/2</workdir><env><B>2</B><C>2</C><D>2</D></env></image>"
                        + "<images><web><user>3</user><env><C>3</C><E>3</E></env></web><worker/></images>")
                .user("drydock.env.F", "0");
        build.run();
        var web = config(build, "web");
        assertThat(web.user()).isEqualTo("3");
        assertThat(web.workingDir()).isEqualTo("/2");
        assertThat(web.cmd()).containsExactly("1");
        assertThat(web.env())
                .containsEntry("A", "1")
                .containsEntry("B", "2")
                .containsEntry("C", "3")
                .containsEntry("D", "2")
                .containsEntry("E", "3")
                .containsEntry("F", "0");
        var worker = config(build, "worker");
        assertThat(worker.user()).isEqualTo("2");
        assertThat(worker.env()).containsEntry("C", "2").doesNotContainKey("E");
    }

    @Test
    void tagsAreSharedWhereverTheyAreGiven() throws Exception {
        for (PomBuild build : new PomBuild[] {
            build(BASE + "<tags>x,y</tags><images><web>me/web:1</web><worker/></images>"),
            build(BASE + "<images><web>me/web:1</web><worker/></images>").user("drydock.tags", "x,y")
        }) {
            build.run();
            assertThat(build.log()).contains("me/web:1");
            assertThat(Files.readString(build.output().resolve("web/image.json")))
                    .contains("me/web:x", "me/web:y");
            assertThat(Files.readString(build.output().resolve("worker/image.json")))
                    .contains("app-worker:y");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<image>me/app</image><images><web/></images> | <image> beside <images> has a name | combine.self",
                "<image><name>me/app</name></image><images><web/></images> | <image> beside <images> has a name |"
                        + " <web>",
                "<images><a>me/x:1</a><b>me/x:1</b></images> | Two images of this module are called me/x:1 | <name>",
                "<tags>t</tags><images><a>me/x:1</a><b>me/x:2</b></images> | called me/x:t | <name>",
            })
    void aNameForAllIsRefused(String configuration, String complaint, String cure) {
        assertThatThrownBy(build(BASE + configuration)::run)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(cure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache",
                "jar-types",
                "jars",
                "jib",
                "libraries",
                "main-class",
                "main-class-library",
                "modules",
                "packed-libraries",
                "recording"
            })
    void anImageIsNotCalledAsSomethingElseInItsFolder(String name) {
        assertThatThrownBy(build(BASE + "<images><" + name + ">me/x:1</" + name + "></images>")::run)
                .hasMessageContaining(
                        "<" + name + "> in <images>: target/drydock/" + name + " is something else already");
    }

    @Test
    void aNameForAllOnTheCommandLineIsRefused() {
        PomBuild build = build(BASE + "<images><web>me/web</web></images>").user("drydock.image", "me/app");
        assertThatThrownBy(build::run)
                .hasMessageContaining("-Ddrydock.image names one image, but the module has several")
                .hasMessageContaining("-Ddrydock.images.web.name=");
    }

    @Test
    void aNameAmongTheProjectsPropertiesCountsForNoneAndMustNotBeNeeded() throws Exception {
        String properties = "<properties><drydock.image>me/all</drydock.image></properties>";
        build(BASE + "<images><web>me/web</web></images>").elements(properties).run();
        assertThatThrownBy(build(BASE + "<images><web/></images>").elements(properties)::run)
                .hasMessageContaining("<web> has no name of its own")
                .hasMessageContaining("<web><name>me/web</name></web>");
    }

    @Test
    void aPropertyForAnImageThatIsNotThereIsTold() throws Exception {
        PomBuild build = build(BASE + "<images><web/><worker/></images>").user("drydock.images.wbe.user", "1");
        build.run();
        assertThat(build.log())
                .contains("[WARNING] -Ddrydock.images.wbe.user changes nothing: there is no such image in <images>,"
                        + " but web, worker");
    }

    private PomBuild build(String configuration) {
        return new PomBuild(dir).configuration(configuration).user("drydock.cacheDirectory", dir + "/store");
    }

    private static dev.drydock.image.ImageConfig config(PomBuild build, String image) throws IOException {
        return OciLayout.open(build.output().resolve(image).resolve("image"))
                .image("", Platform.current())
                .parsedConfig();
    }
}
