package dev.drydock.maven.jib;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;
import dev.drydock.maven.PomBuild;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions of Jib that cannot be meant, that fail, or that want what cannot be built. */
class RefusedExtensionsTest extends ExtendedBuilds {

    @Test
    void anImageOfADockerfileIsRefused() throws Exception {
        Files.writeString(dir.resolve("Dockerfile"), "FROM scratch\nCOPY Main.java /\n");
        PomBuild build = new PomBuild(dir).configuration(CHANGING).user("drydock.cacheDirectory", dir + "/store");
        assertThatThrownBy(build::run)
                .hasMessageContaining("built from a Dockerfile, which extensions of Jib cannot change")
                .hasMessageContaining("Remove <pluginExtensions>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <properties><a>1</a></properties>                            | A <pluginExtension> has no <implementation>
        <implementation>a.B</implementation>                         | a.B</implementation>: there is no such extension among the plugin's dependencies
        <implementaton>a.B</implementaton>                           | Did you mean <implementation>?
        <implementation>CHANGING</implementation><properties><a><b/></a></properties> | <a> in <properties> holds elements
        <implementation>SPRING</implementation><configuration/>      | has no <configuration>
        <implementation>CHANGING</implementation><configuration implementation="CHANGING$Other"/> | is not what the extension
        <implementation>CHANGING</implementation><configuration><nothing>1</nothing></configuration> | <configuration> of the extension
        """)
    void anExtensionThatCannotBeMeantIsRefused(String inside, String complaint) {
        String xml = inside.replace("CHANGING", ChangingExtension.class.getName())
                .replace("SPRING", "com.google.cloud.tools.jib.maven.extension.springboot.JibSpringBootExtension");
        PomBuild build = build("<pluginExtensions><pluginExtension>" + xml + "</pluginExtension></pluginExtensions>");
        assertThatThrownBy(build::run).hasMessageContaining(complaint);
    }

    @Test
    void theFailureOfAnExtensionIsTheFailureOfTheBuild() {
        assertThatThrownBy(changed(plan -> {
                    throw new JibPluginExtensionException(ChangingExtension.class, "not today");
                }))
                .hasMessageContaining("ChangingExtension has failed: not today");
        assertThatThrownBy(changed(plan -> {
                    throw new IllegalStateException("oh");
                }))
                .hasMessageContaining("ChangingExtension itself has failed")
                .hasMessageContaining("a fault of the extension");
        assertThatThrownBy(changed(plan -> {
                    throw new NoClassDefFoundError("com/google/common/base/Verify");
                }))
                .hasMessageContaining("needs a class that is not there: com.google.common.base.Verify")
                .hasMessageContaining("com.google.guava:guava");
        assertThatThrownBy(changed(plan -> null)).hasMessageContaining("returns no plan");
    }

    @Test
    void whatCannotBeBuiltIsRefused() {
        assertThatThrownBy(
                        changed(plan -> plan.toBuilder().setBaseImage("UPPER").build()))
                .hasMessageContaining("changes the base image to 'UPPER'");
        assertThatThrownBy(changed(plan -> plan.toBuilder()
                        .addLayer(FileEntriesLayer.builder()
                                .addEntry(dir.resolve("none"), AbsoluteUnixPath.get("/x"))
                                .build())
                        .build()))
                .hasMessageContaining("none into the image as /x, but there is no such file");
    }

    private org.assertj.core.api.ThrowableAssert.ThrowingCallable changed(ChangingExtension.Change change) {
        return () -> {
            ChangingExtension.change = change;
            build(CHANGING).run();
        };
    }
}
