package dev.drydock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters, for whose programs stand scripts that write down how they are called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs of these tests are shell scripts")
class ClusterLoadTest {

    @TempDir
    Path temp;

    private Path bin;
    private Workspace space;
    private ImageArchive archive;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void build() throws Exception {
        bin = Files.createDirectories(temp.resolve("bin"));
        environment.put("PATH", bin.toString());
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("file"), "content");
        Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM scratch\nCOPY file /\n");
        space = Workspace.of(temp.resolve("target"), temp.resolve("store"));
        new Builder(surroundings(BuildLog.NONE))
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("me/app:1"), space));
        archive = ImageArchive.of(space, List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind       |     | kind | load image-archive FILE
            kind       | dev | kind | load image-archive FILE --name=dev
            minikube   |     | minikube | image load FILE
            minikube   | dev | minikube | --profile=dev image load FILE
            k3d        |     | k3d  | image import FILE
            k3d        | dev | k3d  | image import FILE --cluster=dev
            k3s        |     | k3s  | ctr images import -
            containerd |     | ctr  | --namespace=k8s.io images import -
            ctr        | dev | ctr  | --namespace=dev images import -
            nerdctl    | dev | nerdctl | --namespace=dev load
            """)
    void eachIsCalledInItsOwnWayAndGetsTheArchive(String engine, String cluster, String program, String arguments)
            throws Exception {
        recorder(program);
        LocalEngine found = LocalEngine.find(engine, cluster == null ? "" : cluster, environment);
        assertThat(found.program()).isEqualTo(bin.resolve(program));
        List<Reference> names = found.load(archive, space.output(), surroundings(BuildLog.NONE));
        assertThat(names).extracting(Reference::fullName).containsExactly("docker.io/me/app:1");
        String file = space.output()
                .resolve("load-" + ProcessHandle.current().pid() + ".tar")
                .toString();
        assertThat(Files.readString(temp.resolve("arguments"))).isEqualTo(arguments.replace("FILE", file) + "\n");
        Path saved = temp.resolve("saved.tar");
        archive.write(ImageArchive.Format.DOCKER, saved, surroundings(BuildLog.NONE));
        assertThat(temp.resolve("got")).hasSameBinaryContentAs(saved);
        assertThat(Path.of(file)).doesNotExist();
    }

    @Test
    void theNamespaceOfContainerdIsThatOfTheEnvironmentUnlessItIsSaid() throws Exception {
        recorder("ctr");
        environment.put("CONTAINERD_NAMESPACE", "mine");
        assertThat(LocalEngine.find("containerd", "", environment).cluster()).isEqualTo("mine");
        assertThat(LocalEngine.find("containerd", "other", environment).cluster())
                .isEqualTo("other");
    }

    @Test
    void aPathNamesTheProgramAsWell() throws Exception {
        recorder("kind");
        environment.put("PATH", "/nowhere");
        LocalEngine engine = LocalEngine.find(bin.resolve("kind").toString(), "dev", environment);
        engine.load(archive, space.output(), surroundings(BuildLog.NONE));
        assertThat(temp.resolve("arguments")).content().startsWith("load image-archive ");
        assertThat(engine).hasToString(bin.resolve("kind") + ", dev");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind           | ''  | drydock.load.engine is kind, but the program kind is not in PATH
            containerd     | ''  | drydock.load.engine is containerd, but the program ctr is not in PATH
            /opt/no/k3d    | ''  | drydock.load.engine is /opt/no/k3d, but the program /opt/no/k3d is not there
            /opt/no/docker | ''  | /opt/no/docker: not there
            ''             | dev | drydock.load.cluster is 'dev', but drydock.load.engine is not set
            k3s            | dev | drydock.load.cluster is 'dev', but k3s has no clusters to choose from
            podman         | dev | drydock.load.cluster is 'dev', but podman has no clusters to choose from
            """)
    void whatCannotBeUsedIsSaid(String engine, String cluster, String message) {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> LocalEngine.find(engine, cluster, environment))
                .withMessageContaining(message);
    }

    @Test
    void aFailureIsQuotedWithTheCallAndLeavesNoFile() throws Exception {
        program("kind", "echo 'ERROR: no nodes found for cluster \"kind\"' >&2; exit 1");
        LocalEngine engine = LocalEngine.find("kind", "", environment);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> engine.load(archive, space.output(), surroundings(BuildLog.NONE)))
                .withMessageContaining("kind load image-archive ")
                .withMessageEndingWith("failed with exit code 1: ERROR: no nodes found for cluster \"kind\"")
                .satisfies(failure -> assertThat(failure.hint()).startsWith("Check that the cluster runs "));
        try (var left = Files.list(space.output())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tar"));
        }
    }

    @Test
    void k3dThatLogsAFailureHasFailedWhateverItsExitCodeSays() throws Exception {
        program(
                "k3d",
                "printf '\\033[31mERRO\\033[0m[0001] failed to import images in node k3d-dev-server-0\\n' >&2;"
                        + " echo 'INFO[0003] Successfully imported image(s)'");
        LocalEngine engine = LocalEngine.find("k3d", "dev", environment);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> engine.load(archive, space.output(), surroundings(BuildLog.NONE)))
                .withMessageContaining("failed on a node")
                .withMessageContaining("k3d-dev-server-0");
    }

    @Test
    void minikubeThatSaysNothingIsAskedWhatItHas() throws Exception {
        OciLayout layout = OciLayout.open(space.layout());
        LayoutImage image = layout.image(layout.entries().get(0));
        String config = image.manifest().config().digest().hex();
        assertThat(listedBy("[{'id':'" + config + "','repoTags':['docker.io/me/app:1']}]"))
                .isEmpty();
        assertThat(listedBy("[{'id':'" + image.manifest().digest().hex() + "'}]"))
                .isEmpty();
        assertThat(listedBy("[{'id':'0815','repoTags':['docker.io/me/app:1']}]"))
                .singleElement()
                .asString()
                .contains("lists me/app:1 with another digest");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> listedBy("[{'id':'0815','repoTags':['docker.io/me/app:10']}]"))
                .withMessageContaining("the image me/app:1 is not among those it lists");
        program("minikube", "test \"$2\" = load || exit 80");
        assertThat(warningsOf(LocalEngine.find("minikube", "", environment))).isEmpty();
    }

    private List<String> listedBy(String json) throws Exception {
        program(
                "minikube",
                "if [ \"$*\" = '--profile=p image ls --format=json' ]; then echo '" + json.replace('\'', '"')
                        + "'; fi");
        return warningsOf(LocalEngine.find("minikube", "p", environment));
    }

    private List<String> warningsOf(LocalEngine engine) throws Exception {
        List<String> warnings = new ArrayList<>();
        BuildLog log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        engine.load(archive, space.output(), surroundings(log));
        return warnings;
    }

    private BuildEnvironment surroundings(BuildLog log) {
        return new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, environment);
    }

    /** Writes down the first call that is no question, and keeps what it is given. */
    private void recorder(String name) throws IOException {
        program(
                name,
                "case \"$*\" in *info) exit 0;; *' ls '*) exit 80;; esac\n"
                        + "echo \"$*\" > " + temp + "/arguments\n"
                        + "for each; do case $each in /*.tar) cat $each > " + temp + "/got; exit;; esac; done\n"
                        + "cat > " + temp + "/got");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\nPATH=/bin:/usr/bin\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
