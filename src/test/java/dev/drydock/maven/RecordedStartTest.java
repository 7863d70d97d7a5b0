package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.container.ContainerRun;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.FileTrees;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.session.Invocation;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.verify.RegistryPlace;
import dev.drydock.verify.Verification;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that is recorded while "integration tests" use it: what they have used starts from the archive. */
@Tag("sandbox")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RecordedStartTest {

    /** Serves until it is asked to end; a visitor has it use a class that its start does not need. */
    private static final String MAIN = """
            import java.net.*;
            class Main {
                public static void main(String[] args) throws Exception {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        if (System.getenv("CRASH") != null) { Runtime.getRuntime().halt(9); }
                    }));
                    if (args.length > 0) { System.out.println(Used.WORD); return; }
                    try (ServerSocket server = new ServerSocket(0)) {
                        System.out.println("port " + server.getLocalPort());
                        while (true) {
                            try (Socket visitor = server.accept()) {
                                visitor.getOutputStream().write(Used.WORD.getBytes());
                            }
                        }
                    }
                }
            }
            class Used { static String WORD = "WORD_HERE".toLowerCase(); }
            """;

    private static final String FAILSAFE = """
            <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-failsafe-plugin</artifactId></plugin>
            """;

    @TempDir
    static Path store;

    @TempDir
    Path dir;

    /** Only the later one: an older one is what {@code src/it/recorded-start} runs with. */
    static List<Path> jdks() throws IOException {
        List<Path> releases = Jdks.twoReleases();
        return releases.subList(releases.size() - 1, releases.size());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTestsHaveUsedStartsFromTheArchiveAndOtherClassesNeverGetIt(Path jdk) throws Exception {
        assumeTrue(Files.isExecutable(jdk.resolve("bin/jlink")), "this Java has no jlink");
        jar("hi");
        PomBuild build = building(jdk);
        List<String> digests = new ArrayList<>();
        Path key = SampleKeys.write(SampleKeys.ec("secp256r1"), dir.resolve("key"));
        try (TestRegistry registry = TestRegistry.start()) {
            Reference name = Reference.parse(registry.hostAndPort() + "/me/app:1");
            build.user("drydock.image", name.toString()).user("drydock.sign.key", key.toString());
            deploy(build, (goal, project) -> {
                digests.add(project.getProperties().getProperty("drydock.digest"));
                if (goal.equals("stop")) {
                    assertThat(visit()).isEqualTo("hi");
                    summary(1, 0);
                }
            });
            digests.remove(digests.size() - 1); // before the push
            theOneWithTheArchiveIsSignedAndDescribed(name, key, digests.get(0));
        }
        assertThat(build.log())
                .contains("none has been recorded for these layers")
                .contains("Recording which classes the application uses")
                .containsPattern("Recorded an archive of [0-9.]+ [kM]B for a fast start");
        assertThat(run())
                .contains("hi")
                .anyMatch(line -> isShared(line, "Main"))
                .anyMatch(line -> isShared(line, "Used"));
        String digest = properties().getProperty("drydock.digest");
        assertThat(digests).hasSize(2).doesNotContain(digest);
        assertThat(Files.readString(dir.resolve("target/drydock/image.json"))).contains(digest);

        FileTrees.delete(dir.resolve("target/drydock"));
        PomBuild again = building(jdk);
        verify(again, (goal, project) -> {});
        assertThat(properties().getProperty("drydock.digest")).isEqualTo(digest);
        assertThat(again.log()).contains("starts with the archive that tests of the same layers have recorded");

        jar("other");
        PomBuild changed = building(jdk);
        changed.run();
        assertThat(changed.log()).contains("none has been recorded for these layers");
        assertThat(run()).contains("other").noneMatch(line -> isShared(line, "Main"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void withoutASuccessfulTestThereIsNoArchiveAndTheImageStaysAsItWas(Path jdk) throws Exception {
        assumeTrue(Files.isExecutable(jdk.resolve("bin/jlink")), "this Java has no jlink");
        jar("hi");
        for (var told : Map.of(
                        "fail", "no archive for a fast start: 1 of 2 integration tests have failed",
                        "none", "no archive for a fast start: no integration test was run",
                        "crash", "no archive for a fast start: the container ended with exit code 9")
                .entrySet()) {
            PomBuild build = building(jdk);
            if (told.getKey().equals("crash")) {
                build.user("drydock.containerEnv.CRASH", "yes");
            }
            List<String> digests = new ArrayList<>();
            verify(build, (goal, project) -> {
                digests.add(properties().getProperty("drydock.digest"));
                if (goal.equals("stop") && !told.getKey().equals("none")) {
                    summary(2, told.getKey().equals("fail") ? 1 : 0);
                }
            });
            assertThat(build.log()).contains(told.getValue());
            assertThat(properties().getProperty("drydock.digest")).isEqualTo(digests.get(0));
            assertThat(config().entrypoint()).containsExactly("java", "-cp", "@/app/class-path", "Main");
            assertThat(dir.resolve("target/drydock/recording")).doesNotExist();
            FileTrees.delete(dir.resolve("target/failsafe-reports"));
        }
    }

    @BeforeAll
    static void share() throws IOException {
        Jdks.shareRuntimes(store);
    }

    /** Files that processes left belong to others if this is an ordinary user. */
    @AfterAll
    static void prune() throws Exception {
        try (var engine = WorkerRunEngine.open(new RunEngineOptions(store, SandboxMode.AUTO, choice -> {}))) {
            engine.prune(Duration.ZERO);
        }
    }

    /** Neither the image as it was at first nor what was said of it is in the registry. */
    private void theOneWithTheArchiveIsSignedAndDescribed(Reference name, Path key, String before) throws Exception {
        try (RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            var place = new RegistryPlace(client, name);
            var findings = Verification.of(place, KeyFiles.verifying(Path.of(key + ".pub"), ""));
            assertThat(findings.wrong()).isEmpty();
            assertThat(place.root().digest()).hasToString(properties().getProperty("drydock.digest"));
            assertThat(place.referrers(place.root().digest())).hasSizeGreaterThan(2);
            assertThat(place.referrers(Digest.parse(before))).isEmpty();
        }
    }

    private static void verify(PomBuild build, PomBuild.Between between) throws Exception {
        run(build, goals(), between);
    }

    private static void deploy(PomBuild build, PomBuild.Between between) throws Exception {
        Map<String, Function<Invocation, DrydockMojo>> goals = goals();
        goals.put("push", PushMojo::new);
        run(build, goals, between);
    }

    private static Map<String, Function<Invocation, DrydockMojo>> goals() {
        Map<String, Function<Invocation, DrydockMojo>> goals = new LinkedHashMap<>();
        goals.put("build", BuildMojo::new);
        goals.put("start", StartMojo::new);
        goals.put("stop", StopMojo::new);
        return goals;
    }

    private static void run(
            PomBuild build, Map<String, Function<Invocation, DrydockMojo>> goals, PomBuild.Between between)
            throws Exception {
        try {
            build.runAll(goals, between);
        } catch (MojoExecutionException e) {
            abort("PROCESSES CANNOT BE RUN HERE: " + e.getMessage());
        }
    }

    private PomBuild building(Path jdk) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from><runtime>jlink</runtime><startup>aot</startup>"
                        + "<training>tests</training><mainClass>Main</mainClass><waitLog>^port</waitLog>")
                .plugin(FAILSAFE)
                .javaHome(dir.resolve("nowhere"))
                .toolchain(jdk)
                .user("drydock.compression", "none") // of 100 MB, which others compress
                .user("drydock.cacheDirectory", store.toString());
    }

    /** Does as an integration test does. */
    private String visit() throws IOException {
        String printed = Files.readString(dir.resolve("target/drydock/container.log"));
        int port = Integer.parseInt(printed.replaceFirst("(?s).*port (\\d+).*", "$1"));
        try (Socket socket = new Socket("localhost", port)) {
            return new String(socket.getInputStream().readAllBytes());
        }
    }

    private void summary(int completed, int failures) throws IOException {
        Path reports = Files.createDirectories(dir.resolve("target/failsafe-reports"));
        Files.writeString(
                reports.resolve("failsafe-summary.xml"),
                "<failsafe-summary result=\"null\" timeout=\"false\"><completed>" + completed
                        + "</completed><errors>0</errors><failures>" + failures
                        + "</failures><skipped>0</skipped></failsafe-summary>");
    }

    private Properties properties() throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(dir.resolve("target/drydock/image.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static boolean isShared(String line, String type) {
        return line.contains(" " + type + " source: shared objects file");
    }

    /** The output of the image's own command with an argument, and where the JVM has its classes from. */
    private List<String> run() throws Exception {
        List<String> command = new ArrayList<>(config().entrypoint());
        command.add(1, "-Xlog:class+load");
        command.add("argument");
        var surroundings =
                new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new SilentBuildLog(), Map.of());
        List<String> said = new ArrayList<>();
        int status = ContainerRun.of(dir.resolve("target/drydock/image"), store)
                .withCommand(command)
                .run(surroundings, said::add);
        assertThat(status).as(String.join("\n", said)).isZero();
        return said;
    }

    private ImageConfig config() throws IOException {
        return OciLayout.open(dir.resolve("target/drydock/image"))
                .image("", Platform.current())
                .parsedConfig();
    }

    private void jar(String word) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("compiled"));
        Path file = Files.writeString(dir.resolve("Main.java"), MAIN.replace("WORD_HERE", word.toUpperCase()));
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "--release", "17", "-d", classes.toString(), file.toString());
        Path jar = Files.createDirectories(dir.resolve("target")).resolve("app-1.0.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String type : List.of("Main", "Used")) {
                out.putNextEntry(new ZipEntry(type + ".class"));
                out.write(Files.readAllBytes(classes.resolve(type + ".class")));
                out.closeEntry();
            }
        }
    }
}
