package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginMojoTest {

    @TempDir
    Path home;

    private final InputStream usual = System.in;
    private PomBuild build;

    static List<Login> logins() {
        return List.of(Login.basic("bob", "s3cret"), Login.bearer("bob", "s3cret"));
    }

    @BeforeEach
    void begin() {
        assumeTrue(System.getenv("DOCKER_CONFIG") == null, "DOCKER_CONFIG would be written to");
        build = new PomBuild(home);
    }

    @AfterEach
    void giveBack() {
        System.setIn(usual);
    }

    @ParameterizedTest
    @MethodSource("logins")
    void whatTheRegistryAcceptsIsKept(Login login) throws Exception {
        try (TestRegistry registry = TestRegistry.start(login)) {
            logIn(registry.hostAndPort(), "bob", "s3cret\n");
            assertThat(config()).content().contains(registry.hostAndPort());
            assertThat(build.log())
                    .contains("Logged in to " + registry.hostAndPort() + " as bob; the credentials are kept in "
                            + config())
                    .doesNotContain("s3cret");
            logOut(registry.hostAndPort());
            assertThat(config()).content().doesNotContain(registry.hostAndPort());
            logOut(registry.hostAndPort());
            assertThat(build.log())
                    .contains("Logged out of " + registry.hostAndPort() + ": " + config())
                    .contains("There are no credentials for " + registry.hostAndPort());
        }
    }

    @Test
    void credentialsAreKeptBelowTheDirectoryThatHomeNamesAsDockerKeepsThem() throws Exception {
        assumeTrue(File.separatorChar == '/', "Windows has no HOME");
        Path other = Files.createDirectory(home.resolve("other"));
        build.environment("HOME", other.toString());
        try (TestRegistry registry = TestRegistry.start(Login.basic("bob", "s3cret"))) {
            logIn(registry.hostAndPort(), "bob", "s3cret\n");

            assertThat(other.resolve(".docker/config.json")).content().contains(registry.hostAndPort());
            assertThat(config()).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("logins")
    void whatItRefusesIsNot(Login login) {
        try (TestRegistry registry = TestRegistry.start(login)) {
            assertThatThrownBy(() -> logIn(registry.hostAndPort(), "bob", "wr0ng"))
                    .isInstanceOf(AbstractMojoExecutionException.class)
                    .hasMessageContaining("Cannot log in to " + registry.hostAndPort() + ": ")
                    .hasMessageContaining("as user 'bob' from drydock:login")
                    .hasMessageContaining("Check the user name and the password.")
                    .hasMessageNotContaining("wr0ng");
            assertThat(config()).doesNotExist();
        }
    }

    /** Although it gives tokens to everybody for what everybody may read. */
    @Test
    void aRegistryThatIsOpenToReadersStillChecksThePassword() {
        try (TestRegistry registry =
                TestRegistry.start(Login.bearer("bob", "s3cret").withOpenPull())) {
            assertThatThrownBy(() -> logIn(registry.hostAndPort(), "bob", "wr0ng"))
                    .hasMessageContaining("Cannot log in to ");
            assertThat(config()).doesNotExist();
        }
    }

    @Test
    void aRegistryThatAsksNobodyIsTold() throws Exception {
        try (TestRegistry registry = TestRegistry.start()) {
            logIn(registry.hostAndPort(), "bob", "s3cret");
            assertThat(build.log()).contains("[WARNING] " + registry.hostAndPort() + " asks nobody for a password");
            assertThat(config()).exists();
        }
    }

    @Test
    void theRegistryIsThatOfTheImageUnlessItIsNamed() throws Exception {
        build.configuration("<image>registry.example:5000/team/app:1</image>");
        PomBuild.run("logout", LogoutMojo::new, true, build);
        assertThat(build.log()).contains("There are no credentials for registry.example:5000 in ");
        logOut("https://index.docker.io/v1/");
        assertThat(build.log()).contains("There are no credentials for docker.io in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void withoutAPasswordItIsSaidHowToGiveOne(String input) {
        assertThatThrownBy(() -> logIn("127.0.0.1:1", "bob", input))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("There is no password on the standard input")
                .hasMessageContaining("printf %s \"$TOKEN\" | mvn -B drydock:login");
    }

    @Test
    void withoutAUserNameItIsSaidHowToGiveOne() {
        build.user("drydock.login.registry", "registry.example");
        assertThatThrownBy(() -> PomBuild.run("login", LoginMojo::new, true, build))
                .hasMessageContaining("No user name is given to log in to registry.example with")
                .hasMessageContaining("-Ddrydock.login.username=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team",
                "team/app",
                "registry.example/team",
                "registry example",
                "registry.example:5000/a:b",
                "foo/docker.io"
            })
    void whatIsNoRegistryIsRefused(String name) {
        assertThatThrownBy(() -> logOut(name))
                .hasMessageContaining("drydock.login.registry: '" + name + "' is not a registry");
    }

    @Test
    void imagesInSeveralRegistriesNeedAChoice() throws Exception {
        PomBuild other = new PomBuild(Files.createDirectories(home.resolve("other")))
                .artifactId("other")
                .configuration("<image>b.example/app</image>");
        build.configuration("<image>a.example/app</image>");
        InputStream input = new ByteArrayInputStream(new byte[] {'p'});
        System.setIn(input);
        build.user("drydock.login.username", "bob");
        assertThatThrownBy(() -> PomBuild.run("login", LoginMojo::new, true, build, other))
                .hasMessageContaining("The images of this build are in several registries: a.example, b.example")
                .hasMessageContaining("-Ddrydock.login.registry=");
        assertThat(input.available()).isEqualTo(1);
        build.user("drydock.login.registry", "b.example");
        PomBuild.run("logout", LogoutMojo::new, true, build, other);
        assertThat(build.log()).containsOnlyOnce("There are no credentials for b.example");
    }

    private void logIn(String registry, String username, String input) throws Exception {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        build.user("drydock.login.registry", registry).user("drydock.login.username", username);
        PomBuild.run("login", LoginMojo::new, true, build);
    }

    private void logOut(String registry) throws Exception {
        build.user("drydock.login.registry", registry);
        PomBuild.run("logout", LogoutMojo::new, true, build);
    }

    private Path config() {
        return home.resolve(".docker/config.json");
    }
}
