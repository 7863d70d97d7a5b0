package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.ProxySources;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.MemoryStorage;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestAuthority;
import dev.drydock.registry.testing.TestAuthority.Issued;
import dev.drydock.registry.testing.TestProxy;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import dev.drydock.registry.testing.TlsOnlyPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS under a private authority, insecure hosts, proxies with and without log-in. */
class NetworkTest {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("alice:pr0xy".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path keys;

    private static TestAuthority authority;
    private static Issued server;

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();

    @BeforeAll
    static void makeKeys() {
        authority = new TestAuthority(keys);
        server = authority.issue("registry.test", "127.0.0.1");
    }

    private static TestRegistry overTls(Login login) {
        return TestRegistry.start(new MemoryStorage(), login, server.context());
    }

    private static int port(TestRegistry registry) {
        return Integer.parseInt(registry.hostAndPort().replaceAll(".*:", ""));
    }

    private static RegistryOptions trusting(RegistryOptions options) {
        return new RegistryOptionsBuilder(options)
                .tls(new TlsMaterial(List.of(authority.pem()), List.of()))
                .build();
    }

    private void pushAndPull(RegistryOptions options, Reference reference, TestRegistry registry) throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000, 300_000);
        try (RegistryClient client = RegistryClient.open(options, log)) {
            client.push(image.request(reference));
            image.assertStored(registry.storage(), reference.repository(), "1");
            image.assertPulls(client, reference);
        }
    }

    @Test
    void loopbackMaySpeakTlsWithAnyCertificate() throws IOException {
        try (TestRegistry registry = overTls(Login.NONE)) {
            pushAndPull(TestOptions.fast(), Reference.parse(registry.hostAndPort() + "/a/b:1"), registry);
            assertThat(log.warnings).isEmpty();
        }
    }

    @Test
    void loopbackMaySpeakTlsAndRefusePlainHttp() throws IOException {
        try (TestRegistry registry = overTls(Login.NONE);
                TlsOnlyPort port = new TlsOnlyPort(port(registry))) {
            pushAndPull(TestOptions.fast(), Reference.parse(port.hostAndPort() + "/a/b:1"), registry);
            assertThat(log.warnings).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text.pem, contains no certificate in PEM form",
        "absent.pem, 'cannot be read: it does not exist'",
        "., 'cannot be read: it is a directory'"
    })
    void anAuthorityThatCannotBeReadIsToldBeforeAnythingIsAsked(String name, String why) throws IOException {
        Files.writeString(directory.resolve("text.pem"), "no certificate");
        Path file = directory.resolve(name);
        RegistryOptions options = new RegistryOptionsBuilder()
                .tls(new TlsMaterial(List.of(file), List.of()))
                .build();
        assertThatThrownBy(() -> RegistryClient.open(options, log))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("drydock.caCertificates: " + file + " " + why);
    }

    @Test
    void aPrivateAuthorityIsTrustedWhenGivenAndOnlyThen() throws IOException {
        try (TestRegistry registry = overTls(Login.basic(TestOptions.USER, TestOptions.PASSWORD));
                TestProxy proxy = new TestProxy("", port(registry))) {
            Reference reference = Reference.parse("registry.test/a/b:1");
            RegistryOptions options = new RegistryOptionsBuilder(TestOptions.withLogin("registry.test"))
                    .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")))
                    .build();
            assertThatThrownBy(() -> pushAndPull(options, reference, registry))
                    .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                        assertThat(failure).hasMessageContaining("certificate is not trusted");
                        assertThat(failure.hint())
                                .contains("drydock.caCertificates")
                                .contains("registry.test");
                    });
            assertThat(registry.requests()).isEmpty();
            pushAndPull(trusting(options), reference, registry);
            assertThatThrownBy(() -> pushAndPull(trusting(options), Reference.parse("another.test/a/b:1"), registry))
                    .hasMessageContaining("another.test");
            pushAndPull(
                    new RegistryOptionsBuilder(options)
                            .insecureHosts(Set.of("registry.test"))
                            .build(),
                    reference,
                    registry);
            assertThat(log.warnings).anyMatch(line -> line.contains("accepted because of drydock.insecureRegistries"));
        }
    }

    @Test
    void httpsGoesThroughAProxyThatWantsALogin() throws IOException {
        try (TestRegistry registry = overTls(Login.NONE);
                TestProxy proxy = new TestProxy(BASIC, port(registry))) {
            RegistryOptions options = new RegistryOptionsBuilder(trusting(TestOptions.fast()))
                    .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")
                            .withLogin("alice", "pr0xy")))
                    .build();
            pushAndPull(options, Reference.parse("registry.test/a/b:1"), registry);
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT registry.test:443 "));
            assertThat(registry.requests())
                    .noneMatch(request -> request.headers().toString().contains(BASIC));
            assertThat(log.everything()).doesNotContain("pr0xy");
        }
    }

    @Test
    void plainHttpGoesThroughAProxyThatWantsALogin() throws IOException {
        try (TestRegistry registry = TestRegistry.start();
                TestProxy proxy = new TestProxy(BASIC, port(registry))) {
            RegistryOptions options = new RegistryOptionsBuilder(TestOptions.fast())
                    .insecureHosts(Set.of("registry.test"))
                    .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")
                            .withSchemes(List.of("http"))
                            .withLogin("alice", "pr0xy")))
                    .build();
            pushAndPull(options, Reference.parse("registry.test/a/b:1"), registry);
            assertThat(registry.requests())
                    .noneMatch(request -> request.header("Proxy-Authorization").isPresent());
        }
    }

    @Test
    void aProxyThatRefusesIsToldAsSuch() throws IOException {
        try (TestRegistry registry = overTls(Login.NONE);
                TestProxy proxy = new TestProxy(BASIC, port(registry));
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(trusting(TestOptions.fast()))
                                .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")
                                        .withLogin("alice", "wr0ng")))
                                .build(),
                        log)) {
            assertThatThrownBy(() -> client.resolve(Reference.parse("registry.test/a/b:1")))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("407")
                    .message()
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void plainHttpIsNotSpokenToHostsThatAreNotAllowedIt() throws IOException {
        try (TestRegistry registry = TestRegistry.start();
                TestProxy proxy = new TestProxy("", port(registry));
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(TestOptions.withLogin("registry.test"))
                                .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")))
                                .build(),
                        log)) {
            assertThatThrownBy(() -> client.resolve(Reference.parse("registry.test/a/b:1")))
                    .isInstanceOf(BuildFailure.class);
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT "));
        }
    }

    @Test
    void certificatesInDirectoriesCountForTheirHostAlone() throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("certs.d/registry.test"));
        Files.copy(authority.pem(), certificates.resolve("ca.crt"));
        Path damaged = Files.createDirectories(directory.resolve("certs.d/damaged.test:443"));
        Files.writeString(damaged.resolve("ca.crt"), "no certificate");
        try (TestRegistry registry = overTls(Login.NONE);
                TestProxy proxy = new TestProxy("", port(registry))) {
            RegistryOptions options = new RegistryOptionsBuilder(TestOptions.fast())
                    .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")))
                    .tls(new TlsMaterial(List.of(), List.of(directory.resolve("certs.d"))))
                    .build();
            pushAndPull(options, Reference.parse("registry.test/a/b:1"), registry);
            pushAndPull(options, Reference.parse("registry.test:443/a/c:1"), registry);
            assertThatThrownBy(() -> pushAndPull(options, Reference.parse("another.test/a/b:1"), registry))
                    .hasMessageContaining("certificate is not trusted");
            assertThatThrownBy(() -> pushAndPull(options, Reference.parse("damaged.test/a/b:1"), registry))
                    .hasMessageContaining(damaged.resolve("ca.crt").toString());
        }
    }

    @Test
    void certificatesOfAnotherTimeOrHostAreToldAsSuch() throws IOException {
        Issued expired = authority.issueExpired("registry.test");
        assertRefused(expired, "has expired", "clock");
        assertRefused(authority.issue("somebody.test"), "is for another host", "a name that the certificate is for");
    }

    private void assertRefused(Issued shown, String message, String hint) throws IOException {
        try (TestRegistry registry = TestRegistry.start(new MemoryStorage(), Login.NONE, shown.context());
                TestProxy proxy = new TestProxy("", port(registry));
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(trusting(TestOptions.fast()))
                                .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")))
                                .build(),
                        log)) {
            assertThatThrownBy(() -> client.resolve(Reference.parse("registry.test/a/b:1")))
                    .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                        assertThat(failure).hasMessageContaining(message);
                        assertThat(failure.hint()).contains(hint);
                    });
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void aProxyMayBeSpokenToOverTls() throws IOException {
        try (TestRegistry registry = overTls(Login.NONE);
                TestProxy proxy = TestProxy.overTls(BASIC, port(registry), server.context())) {
            ProxySettings settings = ProxySources.ofEnvironment(
                            Map.of("HTTPS_PROXY", "https://alice:pr0xy@127.0.0.1:" + proxy.port()))
                    .get(0);
            RegistryOptions options = new RegistryOptionsBuilder(TestOptions.fast())
                    .proxies(List.of(settings))
                    .build();
            pushAndPull(trusting(options), Reference.parse("registry.test/a/b:1"), registry);
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT registry.test:443 "));
        }
    }
}
