package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that print the configuration of another plugin as one of ours; {@code MigrationTest} has what they print. */
class MigrationMojoTest {

    private static final String JIB = "<plugin><groupId>com.google.cloud.tools</groupId>"
            + "<artifactId>jib-maven-plugin</artifactId><version>3.4.6</version>"
            + "<configuration><to><image>me/app</image></to></configuration>"
            + "<executions><execution><id>image</id><phase>install</phase><goals><goal>build</goal></goals>"
            + "<configuration><to><image>me/app</image></to><container><user>7</user><format>OCI</format></container>"
            + "</configuration></execution></executions></plugin>";

    private static final String DMP =
            "<plugin><groupId>io.fabric8</groupId><artifactId>docker-maven-plugin</artifactId>"
                    + "<version>0.46.0</version><configuration><images><image><name>me/%a:%v</name>"
                    + "<build><from>scratch</from></build></image></images></configuration></plugin>";

    @TempDir
    Path dir;

    @Test
    void theElementToCopyIsPrintedWithoutAnythingBeforeItsLines() throws Exception {
        PomBuild build = build("one").plugin(JIB);
        PomBuild.run("from-jib", FromJibMojo::new, true, build);
        assertThat(build.log().replace(System.lineSeparator(), "\n"))
                .contains(
                        """
                        [INFO] com.google.cloud.tools:jib-maven-plugin of app is, for Drydock:

                        <plugin>
                          <groupId>dev.drydock</groupId>
                        """,
                        "\n    <image>\n      <name>me/app</name>\n      <user>7</user>\n    </image>\n",
                        "[INFO] - The execution image has build in the phase install",
                        "[INFO] - <container/format>: Leave it out");
    }

    @Test
    void propertiesOfTheCommandLineCount() throws Exception {
        PomBuild build = build("one").plugin(JIB).user("jib.to.image", "me/other");
        PomBuild.run("from-jib", FromJibMojo::new, true, build);
        assertThat(build.log()).contains("<name>me/other</name>");
    }

    @Test
    void whatHasACounterpartAsAWholeIsSaidSo() throws Exception {
        PomBuild build = build("one").plugin(DMP);
        PomBuild.run("from-dmp", FromDmpMojo::new, true, build);
        assertThat(build.log()).contains("<name>me/app:1.0</name>", "[INFO] Everything has a counterpart.");
    }

    @Test
    void theSameConfigurationOfAnotherModuleIsPrintedOnce() throws Exception {
        PomBuild one = build("one").artifactId("one").plugin(JIB);
        PomBuild two = build("two").artifactId("two").plugin(JIB);
        PomBuild.run("from-jib", FromJibMojo::new, true, one, two);
        assertThat(one.log()).containsOnlyOnce("<name>me/app</name>").contains("that of one, printed above");
    }

    @Test
    void aProjectWithoutTheOtherPluginIsRefused() throws Exception {
        PomBuild build = build("one").plugin(DMP);
        assertThatThrownBy(() -> PomBuild.run("from-jib", FromJibMojo::new, true, build))
                .hasMessageContaining("does not name the plugin com.google.cloud.tools:jib-maven-plugin");
    }

    private PomBuild build(String name) throws Exception {
        return new PomBuild(Files.createDirectories(dir.resolve(name)));
    }
}
