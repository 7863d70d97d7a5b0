package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import dev.drydock.sandbox.RunningWorker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The relay between a container and the worker in it, here without a container: it is given no file of this machine. */
@Timeout(120)
class RelayTest extends SandboxTest {

    private WorkerConnection connection;
    private Process relay;

    private record Local(Process process) implements RunningWorker {
        @Override
        public InputStream input() {
            return process.getInputStream();
        }

        @Override
        public OutputStream output() {
            return process.getOutputStream();
        }

        @Override
        public String diagnosis() {
            return "alive: " + process.isAlive();
        }

        @Override
        public Integer exitStatus() {
            return process.isAlive() ? null : process.exitValue();
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeAll
    void startRelay() throws Exception {
        relay = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        SeparateBuild.classPath(),
                        "dev.drydock.run.relay.RelayMain",
                        scratch().resolve("store").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var peer = new Local(relay);
        connection = WorkerConnection.open(peer, new RelayTransfer(peer.output()));
        var ready = connection.awaitReady();
        assertThat(ready.text()).isEmpty();
        assertThat(ready.text()).contains("overlayfs");
    }

    @AfterAll
    void endRelay() throws Exception {
        if (connection != null) {
            connection.prune(Duration.ZERO);
            connection.close();
            assertThat(relay.isAlive()).isFalse();
        }
    }

    private Outcome relayed(RunRequest request) throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        return new Outcome(connection.start(request, lines::add).await(), lines);
    }

    private RunRequest request(List<LayerFile> layers, String script, RunMount... mounts) throws IOException {
        return RunRequest.of(layers, List.of("sh", "-ec", script))
                .env(Map.of("PATH", "/bin"))
                .hostname("buildkitsandbox")
                .network(true)
                .mounts(List.of(mounts))
                .capture(new RunRequest.Capture(scratch(), Compression.GZIP, TIMESTAMP))
                .build();
    }

    private static void file(LayerWriter layer, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        layer.add(TarEntry.file(name, 0644, 0, 0, content.length, Busybox.OLD), new ByteArrayInputStream(content));
    }

    @Test
    void theLayerOfARunIsThatOfAWorkerOnThisMachine() throws Exception {
        String script =
                "mkdir /d; echo text > /d/f; dd if=/dev/zero of=/d/large bs=1024 count=4000 2>/dev/null; rm /bin/busybox.2"
                        + " 2>/dev/null || true; echo done";
        var far = relayed(request(List.of(base()), script));
        var near = run(script);
        assertThat(far.lines()).containsExactly("done");
        assertThat(far.layer().layer()).isEqualTo(near.layer().layer());
        assertThat(far.layer().tarSize()).isEqualTo(near.layer().tarSize());
        assertThat(Files.readAllBytes(far.layer().file()))
                .isEqualTo(Files.readAllBytes(near.layer().file()));
        assertThat(far.entries().keySet()).isEqualTo(near.entries().keySet());
        // It stands on the snapshot that the run left there.
        Path gone = scratch().resolve("gone");
        var onTop = List.of(base(), new LayerFile(far.layer().layer(), gone));
        assertThat(relayed(request(onTop, "cat /d/f")).lines()).containsExactly("text");
    }

    @Test
    void aLayerIsAskedForOnlyOnce() throws Exception {
        var layers = onBase(layer -> file(layer, "once", "x"));
        assertThat(relayed(request(layers, "cat /once")).lines()).containsExactly("x");
        Files.delete(layers.get(1).file());
        assertThat(relayed(request(layers, "cat /once")).lines()).containsExactly("x");
    }

    @Test
    void aLayerThatIsNotThereIsTheReasonThatIsTold() throws Exception {
        var layers = onBase(layer -> file(layer, "missing", "x"));
        Path file = layers.get(1).file();
        Files.delete(file);
        assertThatThrownBy(() -> relayed(request(layers, "true")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("A layer could not be sent to the worker: ")
                .hasMessageContaining(file.toString());
        // Nothing of it was kept.
        assertThatThrownBy(() -> relayed(request(layers, "true"))).hasMessageContaining(file.toString());
    }

    @Test
    void aLayerThatIsNoArchiveFailsTheRunAndNothingElse() throws Exception {
        Path file = Files.write(scratch().resolve("bad"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3});
        var bad = new LayerFile(
                new Layer(new Descriptor("x", Digest.of(new byte[] {1}), 7), Digest.of(new byte[] {2})), file);
        assertThatThrownBy(() -> relayed(request(List.of(base(), bad), "true"))).isInstanceOf(BuildFailure.class);
        assertThat(relayed(request(List.of(base()), "echo still")).lines()).containsExactly("still");
    }

    @Test
    void theExitCodeOfAProgramThatFailsComesBackWithoutALayer() throws Exception {
        var outcome = relayed(request(List.of(base()), "echo no; exit 3"));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.result().layer()).isNull();
        assertThat(outcome.lines()).containsExactly("no");
    }

    @Test
    void secretsCachesAndOtherRootsAreMounted() throws Exception {
        var other = Busybox.layer(directory, layer -> file(layer, "from", "elsewhere"));
        RunMount[] mounts = {
            new RunMount.SecretFile(new byte[] {'s'}, "/run/secret", 0400, 0, 0),
            new RunMount.Layers(List.of(other), "/from", "/mnt/from", false),
            new RunMount.Cache("relayed", "/cache", List.of(other), "/", false, false, 0755, 0, 0, false),
        };
        var outcome = relayed(request(
                List.of(base()),
                "cat /run/secret; echo; cat /mnt/from; echo; cat /cache/from; echo; echo >> /cache/more",
                mounts));
        assertThat(outcome.lines()).containsExactly("s", "elsewhere", "elsewhere");
        assertThat(relayed(request(List.of(base()), "ls /cache", mounts)).lines())
                .containsExactly("from", "more");
    }

    @Test
    void aSocketLeadsToThatOfThisMachine() throws Exception {
        Path socket = Files.createTempDirectory("relay").resolve("agent");
        var client = onBase(layer -> UnixSockets.addClient(layer, "bin/client", "/run/agent", "hello"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var answering = new Thread(() -> UnixSockets.answer(server));
            answering.setDaemon(true);
            answering.start();
            var mount = new RunMount.Socket(socket, "/run/agent", 0600, 0, 0);
            assertThat(relayed(request(client, "client; client", mount)).lines())
                    .containsExactly("heard hello", "heard hello");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }

    @Test
    void aRunThatIsKilledEnds() throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var run = connection.start(request(List.of(base()), "echo up; sleep 600"), lines::add);
        while (!lines.contains("up")) {
            Thread.sleep(10);
        }
        run.kill();
        assertThat(run.await().exitCode()).isEqualTo(137);
        assertThat(run.await().layer()).isNull();
    }

    @Test
    void theNextRunBeginsBeforeTheLayerOfTheOneBelowIsSent() throws Exception {
        String make = "mkdir /d; truncate -s 160M /d/large; echo end >> /d/large; rm -r /home; mkdir /home";
        String change = "stat -c '%s %y' /d/large; ls -A /home; mv /d/large /d/moved; echo x > /home/y";
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var ready = new CountDownLatch(1);
        var one = connection.start(request(List.of(base()), make), line -> {});
        var two = one.startNext(request(List.of(base()), change), new RunListener() {
                    @Override
                    public void line(String line) {
                        lines.add(line);
                    }

                    @Override
                    public void ready() {
                        ready.countDown();
                    }
                })
                .orElseThrow();
        ready.await();
        assertThat(one.ends(Duration.ZERO)).isFalse();
        var three = two.startNext(request(List.of(base()), "exit 3"), line -> {});
        var below = new Outcome(one.await(), List.of());
        var above = new Outcome(two.await(), lines);
        assertThat(three.orElseThrow().await().exitCode()).isEqualTo(3);

        var near = run(make);
        assertThat(below.layer().layer()).isEqualTo(near.layer().layer());
        var nearAbove = run(List.of(base(), Busybox.file(near.layer())), change);
        assertThat(above.lines()).isEqualTo(nearAbove.lines()).hasSize(1);
        assertThat(above.layer().layer()).isEqualTo(nearAbove.layer().layer());
        assertThat(Files.readAllBytes(above.layer().file()))
                .isEqualTo(Files.readAllBytes(nearAbove.layer().file()));
    }

    @Test
    void aRunFailsWithTheOneThatItWasToStandOn() throws Exception {
        var failed = connection.start(request(List.of(base()), "sleep 0.2; exit 1"), line -> {});
        var onIt = failed.startNext(request(List.of(base()), "echo never"), line -> {});
        assertThat(failed.await().exitCode()).isEqualTo(1);
        assertThatThrownBy(() -> onIt.orElseThrow().await())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("stand on has failed");

        assertThat(relayed(request(List.of(base()), "echo still")).lines()).containsExactly("still");
    }

    @Test
    void aRunThatWaitsForTheOneBelowIsKilledAlone() throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var below = connection.start(
                request(List.of(base()), "echo up; while [ ! -e /tmp/go ]; do sleep 0.05; done"), lines::add);
        var above =
                below.startNext(request(List.of(base()), "true"), line -> {}).orElseThrow();
        while (!lines.contains("up")) {
            Thread.sleep(10);
        }
        above.kill();
        assertThatThrownBy(above::await).isInstanceOf(BuildFailure.class);
        assertThat(below.ends(Duration.ZERO)).isFalse();
        below.kill();
        assertThat(below.await().exitCode()).isEqualTo(137);
    }

    @Test
    void aFolderOfThisMachineIsRefused() throws Exception {
        var mount = new RunMount.Host(scratch(), "/host", false);
        assertThatThrownBy(() -> relayed(request(List.of(base()), "true", mount)))
                .isInstanceOf(BuildFailure.class)
                .hasMessageEndingWith("of this machine cannot be mounted in the container of an engine");
    }
}
