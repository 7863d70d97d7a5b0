package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.registry.testing.MemoryStorage;
import dev.drydock.registry.testing.TestAuthority;
import dev.drydock.registry.testing.TestProxy;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class LockAndPrune {

    /** Reached through a proxy, for on loopback no certificate is checked. */
    private static final String HOST = "registry.test";

    private static final String BASE = HOST + "/team/base:1";

    private LockAndPrune() {}

    public static void setup(Path project, Map<String, Object> context) throws IOException {
        TestAuthority authority = new TestAuthority(project);
        TestRegistry registry = TestRegistry.start(
                new MemoryStorage(),
                TestRegistry.Login.NONE,
                authority.issue(HOST).context());
        int port = Integer.parseInt(registry.hostAndPort().replaceAll(".*:", ""));
        TestProxy proxy = new TestProxy("", port);
        context.put("registry", registry);
        context.put("proxy", proxy);
        Files.write(
                project.resolve("test.properties"),
                List.of(
                        "registry=" + HOST,
                        "https.proxyHost=127.0.0.1",
                        "https.proxyPort=" + proxy.port(),
                        "drydock.caCertificates=" + authority.pem(),
                        "drydock.cacheDirectory=" + project.resolve("store")));
    }

    public static void verify(Path project, Map<String, Object> context) throws IOException {
        try (TestRegistry registry = (TestRegistry) context.get("registry");
                TestProxy proxy = (TestProxy) context.get("proxy")) {
            InvokerLog log = InvokerLog.of(project);
            Digest one = pushed(log, 1);
            Digest two = pushed(log, 3);
            assertThat(one).isNotEqualTo(two);
            assertThat(log.run(2)).anyMatch(line -> line.equals("[INFO] Pinned " + BASE + "  " + one));
            assertThat(log.run(4))
                    .anyMatch(line -> line.matches("\\[INFO] Deleted .+ in [1-9]\\d* files; 0 B stay in .*store"));
            assertThat(log.steps(4)).hasSize(1);
            assertThat(built(log, 4)).isEqualTo(built(log, 2));
            assertThat(log.run(5))
                    .anyMatch(line -> line.equals("[INFO] Pinned " + BASE + "  " + two + "  (was " + one + ")"));
            assertThat(project.resolve("drydock.lock"))
                    .content()
                    .contains(BASE + " " + two)
                    .doesNotContain(one.hex());
            BuiltImage image = BuiltImage.in(project);
            assertThat(image.config().env()).containsEntry("CONTENT", "two");
            assertThat(image.file("Dockerfile.app")).isNotNull();
            assertThat(log.run(6))
                    .anyMatch(line -> line.startsWith("[ERROR]") && line.contains("certificate is not trusted"));
            assertThat(log.run(7))
                    .anyMatch(line -> line.startsWith("[WARNING] " + BASE + " is not pinned: there is no ")
                            && line.contains("other.lock"));
        }
    }

    private static Digest pushed(InvokerLog log, int run) {
        return digest(log, run, "[INFO] Pushed " + BASE);
    }

    private static Digest built(InvokerLog log, int run) {
        return digest(log, run, "[INFO] Built ");
    }

    private static Digest digest(InvokerLog log, int run, String start) {
        return log.run(run).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> Digest.parse(line.split(" {2}")[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("run " + run + " has no line " + start));
    }
}
