package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.layout.OciLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds that are refused: by which words, and that nothing of them stays. */
class BuilderRefusalsTest extends SmallBuilds {

    @ParameterizedTest
    @CsvSource({"--network=host, network.host", "--security=insecure, security.insecure"})
    void whatReachesTheMachineHasToBeAllowed(String flag, String entitlement) {
        String dockerfile =
                "FROM scratch AS unused\nRUN --network=host x\nFROM scratch\nCOPY a.txt /\nRUN " + flag + " x\n";
        assertThatThrownBy(() -> build(request(dockerfile)))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("Dockerfile:5")
                .hasMessageContaining(entitlement + " is not allowed");
        var allowed = new BuildOptionsBuilder()
                .allowed(Set.of(Entitlement.parse(entitlement)))
                .build();
        assertThatThrownBy(() -> build(request(dockerfile).withOptions(allowed)))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("not allowed"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, 'it is a file, not a directory'",
        "a.txt/below, 'a part of its path is not a directory'",
        "., 'has other things in it, such as '",
        "/proc/drydock, '/proc: '"
    })
    void aLayoutThatCannotBeWrittenIsFoundBeforeAnythingIsBuilt(String directory, String why) throws Exception {
        Workspace impossible =
                new Workspace(space.output(), context.resolve(directory), space.projectCache(), space.store());

        BuildFailure failure = failure(request("FROM scratch\nCOPY missing /\n", impossible));

        assertThat(failure)
                .hasMessageStartingWith("The image cannot be written to " + context.resolve(directory) + ": ")
                .hasMessageContaining(why);
        assertThat(failure.hint()).contains("drydock.layoutDirectory");
    }

    @ParameterizedTest
    @CsvSource({
        "c.txt, '/c.txt is not in the build context CONTEXT', 'drydock.context'",
        "a.log, '/a.log is not in the build context CONTEXT: .dockerignore:1 excludes it', '!a.log'",
        "d/a.txt, '/d/a.txt is not in the build context CONTEXT: .dockerignore:2 excludes it', '!d/a.txt'",
        "link, '/link is a link to a.log, which is not in the build context CONTEXT: .dockerignore:1 excludes it',"
                + " '!a.log'",
        "target/drydock/x, '/target/drydock/x is not in the build context CONTEXT: the build keeps', 'another"
                + " directory'",
        "--from=files c.txt, '/c.txt is not in the stage or image it is copied from', 'from the root of the stage'"
    })
    void aSourceThatIsNotThereIsSaidToBeMissingWhereAndWhy(String source, String why, String cure) throws Exception {
        Files.writeString(context.resolve(".dockerignore"), "*.log\nd\n");
        Files.writeString(context.resolve("a.log"), "a");
        Files.createSymbolicLink(context.resolve("link"), Path.of("a.log"));
        Files.writeString(Files.createDirectory(context.resolve("d")).resolve("a.txt"), "a");
        Workspace inContext = Workspace.of(context.resolve("target/drydock"), temp.resolve("store"));
        String dockerfile = "FROM scratch AS files\nCOPY a.txt /\nFROM scratch\nCOPY " + source + " /\n";

        BuildFailure failure = failure(request(dockerfile, inContext));

        assertThat(failure)
                .hasMessageStartingWith("Dockerfile:4: COPY " + source + " /: "
                        + why.replace("CONTEXT", context.toRealPath().toString()));
        assertThat(failure.hint()).contains(cure);
    }

    @Test
    void aContextThatIsNotOnThisMachineIsForBuildKit() throws Exception {
        var source = new ImageSource.Dockerfile(
                context,
                dockerfile("FROM scratch\nCOPY --from=far . /\n"),
                "",
                Map.of(),
                Map.of("far", NamedContext.parse("https://example/me.git#main", context)));
        assertThatThrownBy(() -> build(BuildRequest.of(source, NAME, space)))
                .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                    assertThat(failure)
                            .hasMessageContaining("'far' is not on this machine: https://example/me.git#main");
                    assertThat(failure.hint()).contains("drydock.engine=buildkit");
                });
    }

    @Test
    void baseThatIsNotHereFailsOfflineAndSaysWhatToDo() throws Exception {
        BuildRequest request = request("FROM no.such.registry.example/a/b\n")
                .withOptions(new BuildOptionsBuilder().pull(PullPolicy.NEVER).build());
        BuildFailure failure = failure(request);
        assertThat(failure)
                .hasMessageContaining("Dockerfile:1")
                .hasMessageContaining("no.such.registry.example/a/b")
                .hasMessageContaining("not on this machine");
        assertThat(failure.hint()).contains("offline");
        assertThat(space.layout()).doesNotExist();
    }

    @Test
    void missingDockerfileIsNamed() {
        Path file = context.resolve("Dockerfile");
        assertThatThrownBy(() -> build(BuildRequest.of(new ImageSource.Dockerfile(context, file), NAME, space)))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("There is no Dockerfile " + file);
    }

    @Test
    void storeThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(temp.resolve("store"), "a file where the directory should be");
        assertThat(failure(request("FROM scratch\nCOPY a.txt /\n")))
                .hasMessageContaining(space.store().toString());
    }

    @Test
    void storeThatMayNotBeWrittenIsNamed() throws Exception {
        BuildRequest request = request("FROM scratch\nCOPY a.txt /\n");
        Path store = Files.createDirectories(space.store());
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r-xr-xr-x"));
        boolean mounted = Files.isWritable(store);
        if (mounted) {
            // root writes everywhere but on a file system that is mounted read-only
            assumeTrue(
                    command("mount", "-t", "tmpfs", "-o", "ro", "none", store.toString()), "mounting is not allowed");
        }
        BuildFailure failure;
        try {
            failure = failure(request);
        } finally {
            if (mounted) {
                command("umount", store.toString());
            }
            Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(failure).hasMessageContaining(store.toString());
        assertThat(failure.blame()).isEqualTo(BuildFailure.Blame.ENVIRONMENT);
        assertThat(failure.hint()).contains("drydock.cacheDirectory");
        assertThat(build(request).steps()).isEqualTo(1);
    }

    private static boolean command(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    }

    @Test
    void failedBuildLeavesTheLastImageAlone() throws Exception {
        BuildResult result = build(request("FROM scratch\nCOPY a.txt /\n"));
        failure(request("FROM scratch\nCOPY a.txt /\nCOPY missing /\n"));
        assertThat(OciLayout.open(space.layout()).entry("").digest()).isEqualTo(result.digest());
        assertThat(space.output().resolve("image.digest"))
                .hasContent(result.digest().toString());
    }
}
