package dev.drydock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.Program;
import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A containerd of its own, as Debian packages it. */
class ContainerdTest {

    @TempDir
    Path temp;

    @Test
    void theImageIsThereAsKubernetesLooksForIt() throws Exception {
        Path containerd = Program.assumeInstalled("containerd", "containerd");
        Path ctr = Program.assumeInstalled("ctr", "containerd");
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root has a containerd");
        int port = Program.freePort();
        Path socket = temp.resolve("sock");
        Path configuration = Files.writeString(temp.resolve("config.toml"), """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                disabled_plugins = ["io.containerd.grpc.v1.cri"]
                [grpc]
                address = "%2$s"
                [metrics]
                address = "127.0.0.1:%3$d"
                """.formatted(temp, socket, port));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("CONTAINERD_ADDRESS", socket.toString());
        // Its temporary folder may lie on an overlayfs, which cannot be the lower folder of another.
        environment.put("CONTAINERD_SNAPSHOTTER", "native");
        try (Program running =
                Program.listening(port, temp, containerd.toString(), "--config", configuration.toString())) {
            var surroundings =
                    new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, environment);
            Workspace space = build(surroundings);
            LocalEngine engine = LocalEngine.find("containerd", "", environment);
            assertThat(engine.program().getFileName()).isEqualTo(ctr.getFileName());
            List<Reference> names = List.of(Reference.parse("me/app:1"), Reference.parse("registry.test:5000/app:2"));
            engine.load(ImageArchive.of(space, names), space.output(), surroundings);
            String digest =
                    OciLayout.open(space.layout()).entries().get(0).digest().toString();
            String images = Program.run(
                    ctr.toString(),
                    "--address",
                    socket.toString(),
                    "--namespace",
                    "k8s.io",
                    "images",
                    "check",
                    "--snapshotter",
                    "native");
            assertThat(images.lines().skip(1))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("docker.io/me/app:1 "))
                    .anyMatch(line -> line.startsWith("registry.test:5000/app:2 "))
                    .allMatch(
                            line -> line.contains(digest) && line.contains("complete (2/2)") && line.endsWith(" true"));
        }
    }

    private Workspace build(BuildEnvironment surroundings) throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("file"), "content");
        Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM scratch\nCOPY file /\n");
        Workspace space = Workspace.of(temp.resolve("target"), temp.resolve("store"));
        new Builder(surroundings)
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("x/y:1"), space));
        return space;
    }
}
