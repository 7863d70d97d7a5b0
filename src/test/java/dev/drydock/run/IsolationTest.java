package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.kernel.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A step that tries to reach Maven, its files, and other steps, in each way of isolation; see {@code attack.pl}. The table in
 * the documentation of RUN says the same.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IsolationTest extends SandboxTest {

    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private List<LayerFile> attacker;

    @BeforeAll
    void takePerl() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PERL), "NO PERL TO ATTACK WITH");
        List<String> libraries = new ArrayList<>();
        try (var lines = new ProcessBuilder("ldd", PERL.toString()).start().inputReader()) {
            lines.lines().map(LIBRARY::matcher).filter(m -> m.find()).forEach(m -> libraries.add(m.group(1)));
        }
        attacker = onBase(layer -> {
            for (String library : libraries) {
                addFile(layer, library.substring(1), Path.of(library));
            }
            addFile(layer, "bin/perl", PERL);
            try (InputStream script = IsolationTest.class.getResourceAsStream("attack.pl")) {
                byte[] text = script.readAllBytes();
                Busybox.text(layer, "attack.pl", new String(text, StandardCharsets.UTF_8));
            }
        });
    }

    private static void addFile(LayerWriter layer, String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            layer.add(TarEntry.file(name, 0755, 0, 0, Files.size(file), Busybox.OLD), in);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void aStepReachesNothingButItsOwn(SandboxMode mode) throws Exception {
        String mark = "secret" + System.nanoTime();
        Path machine = scratch();
        Path settings = Files.writeString(machine.resolve("settings.xml"), "<password>" + mark + "</password>");
        Path outside = Files.createDirectory(machine.resolve("outside"));
        var environment = new ProcessBuilder("sleep", "1000");
        environment.environment().put("TOKEN", mark);
        Process victim = environment.start();
        Path store = machine.resolve("store");
        Path blob = Files.createDirectories(store.resolve("blobs")).resolve("blob");
        Files.writeString(blob, mark);
        try (var engine = WorkerRunEngine.open(new RunEngineOptions(store, mode, choice -> {}))) {
            try {
                new Run().go(engine);
            } catch (BuildFailure e) {
                Assumptions.abort("NO " + mode + " HERE: " + e.getMessage());
            }
            var paths = List.of(settings, outside, blob);
            Set<String> got = attack(engine, mark, victim.pid(), paths, mode == SandboxMode.CHROOT ? store : null);
            if (mode == SandboxMode.CHROOT) {
                // Root can leave a chroot; whoever does not try to finds nothing, nor do others see what a worker
                // knows.
                assertThat(got).allMatch(each -> each.startsWith("escape") || each.equals("signal: the victim"));
            } else {
                assertThat(got).isEmpty();
                assertThat(outside).isEmptyDirectory();
            }
            engine.prune(Duration.ZERO);
        } finally {
            victim.destroyForcibly();
        }
    }

    /**
     * Beside another step that has a secret.
     *
     * @param store where that may be on disk, null if it is nowhere
     */
    private Set<String> attack(WorkerRunEngine engine, String mark, long victim, List<Path> paths, Path store)
            throws Exception {
        var secret = new RunMount.SecretFile(mark.getBytes(StandardCharsets.UTF_8), "/run/other", 0400, 0, 0);
        var reading = new CountDownLatch(1);
        var request = RunRequest.of(List.of(base()), List.of("sh", "-c", "cat /run/other; echo; sleep 30"))
                .env(Map.of("PATH", "/bin"))
                .mounts(List.of(secret))
                .build();
        var other = engine.start(request, line -> reading.countDown());
        try {
            reading.await();
            List<String> arguments = new ArrayList<>(List.of("perl", "/attack.pl", mark));
            paths.forEach(path -> arguments.add(path.toString()));
            arguments.add("/run/other");
            if (store != null) {
                secrets(store).forEach(path -> arguments.add(path.toString()));
            }
            boolean amd64 = Architecture.current().orElseThrow() == Architecture.AMD64;
            var outcome = new Run()
                    .layers(attacker)
                    .argv(arguments.toArray(String[]::new))
                    .env("CALLS", amd64 ? "101,310" : "117,270")
                    .env("VICTIM", Long.toString(victim))
                    .withoutCapture()
                    .go(engine);
            assertSucceeded(outcome);
            return new TreeSet<>(outcome.lines());
        } finally {
            other.kill();
        }
    }

    /** Where the other step's secret is on a disk. */
    private static List<Path> secrets(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(path -> path.endsWith("run/other")).toList();
        }
    }
}
