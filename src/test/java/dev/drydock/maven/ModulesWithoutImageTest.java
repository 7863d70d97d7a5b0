package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.maven.session.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Goals about the built image in a parent with a library and a module with an application. */
class ModulesWithoutImageTest {

    private static final Map<String, Function<Invocation, DrydockMojo>> GOALS = new TreeMap<>(Map.of(
            "run", RunMojo::new,
            "start", StartMojo::new,
            "history", HistoryMojo::new,
            "report", ReportMojo::new,
            "save", SaveMojo::new,
            "load", LoadMojo::new,
            "push", PushMojo::new));

    @TempDir
    Path dir;

    private PomBuild parent;
    private PomBuild library;
    private PomBuild application;

    @BeforeEach
    void makeModules() throws IOException {
        parent = module("parent").packaging("pom").elements("<modules><module>x</module></modules>");
        library = module("library").inherited();
        application = module("application").inherited();
        compile("library", "class L {}");
        compile("application", "class A { public static void main(String[] a) {} }");
    }

    @TestFactory
    Stream<DynamicTest> aGoalFailsWhereAnImageWasToBeExpectedAndIsQuietElsewhere() {
        return GOALS.entrySet().stream()
                .flatMap(goal -> Stream.of(true, false)
                        .map(direct -> DynamicTest.dynamicTest(
                                goal.getKey() + (direct ? " named" : " bound"),
                                () -> expected(goal.getKey(), goal.getValue(), direct))));
    }

    private void expected(String goal, Function<Invocation, DrydockMojo> make, boolean direct) {
        assertThatThrownBy(() -> PomBuild.run(goal, make, direct, parent, library, application))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("There is no image in " + dir.resolve("application/target/drydock/image"))
                .hasMessageContaining("mvn package");
        assertThat(parent.log() + library.log()).doesNotContain("There is no");
    }

    @TestFactory
    Stream<DynamicTest> aGoalThatIsNamedFailsIfNoModuleHasAnImageAndOneThatIsBoundDoesNot() {
        return GOALS.entrySet().stream()
                .map(goal -> DynamicTest.dynamicTest(goal.getKey(), () -> {
                    assertThatThrownBy(() -> PomBuild.run(goal.getKey(), goal.getValue(), true, parent, library))
                            .isInstanceOf(MojoFailureException.class)
                            .hasMessageContaining("There is no image in any module of this build");
                    PomBuild.run(goal.getKey(), goal.getValue(), false, parent, library);
                    assertThat(parent.log() + library.log()).isEmpty();
                }));
    }

    @Test
    void aModuleWithADockerfileIsExpectedToHaveAnImageUnlessBuildingIsSkipped() throws Exception {
        Files.writeString(dir.resolve("library/Dockerfile"), "FROM scratch\n");
        library.configuration("");
        assertThatThrownBy(() -> PomBuild.run("save", SaveMojo::new, true, parent, library))
                .hasMessageContaining(
                        dir.resolve("library/target/drydock/image").toString());
        PomBuild.run("push", PushMojo::new, false, parent, library.user("drydock.build.skip", "true"));
    }

    @Test
    void goalsThatReadWhatDescribesTheImageAreQuietInParentsAndLibraries() throws Exception {
        for (boolean direct : new boolean[] {true, false}) {
            PomBuild.run("build", BuildMojo::new, direct, parent, library, application);
            PomBuild.run("lock", LockMojo::new, direct, parent, library, application);
            PomBuild.run("lint", LintMojo::new, direct, parent, library, application);
        }
        assertThat(parent.log() + library.log()).doesNotContain("There is no Dockerfile", "no image", "library");
        assertThat(parent.log().split("No Dockerfile to check in any module")).hasSize(2);
        assertThatThrownBy(() -> PomBuild.run("build", BuildMojo::new, true, parent, library))
                .hasMessageContaining("No module of this build has a Dockerfile or an application to start");
        PomBuild.run("build", BuildMojo::new, false, parent, library);
    }

    @Test
    void aFileForTwoImagesIsRefused() throws Exception {
        compile("library", "class L { public static void main(String[] a) {} }");
        PomBuild.run("build", BuildMojo::new, false, parent, library, application);
        parent.user("drydock.save.file", dir + "/all.tar");
        assertThatThrownBy(() -> PomBuild.run("save", SaveMojo::new, true, parent, library, application))
                .hasMessageContaining("Two images of this build would be saved to " + dir + "/all.tar");
    }

    private PomBuild module(String name) throws IOException {
        return new PomBuild(Files.createDirectories(dir.resolve(name)))
                .artifactId(name)
                .configuration("<from>scratch</from>")
                .user("drydock.cacheDirectory", dir + "/store");
    }

    private void compile(String module, String code) throws IOException {
        Path classes = Files.createDirectories(dir.resolve(module).resolve("target/classes"));
        Path source = Files.writeString(dir.resolve("Source.java"), code);
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
    }
}
