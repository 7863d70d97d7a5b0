package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.image.Index;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.Nginx;
import dev.drydock.registry.testing.Program;
import dev.drydock.registry.testing.RealRegistry;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.SignedTokens;
import dev.drydock.registry.testing.TestAuthority;
import dev.drydock.registry.testing.TestAuthority.Issued;
import dev.drydock.registry.testing.TestProxy;
import dev.drydock.registry.testing.Tinyproxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same push and pull against the registry of the distribution project: open, behind passwords, certificates and tokens,
 * through proxies, as a mirror. Hosts of other names than loopback's are reached through a proxy that leads them there.
 */
class RealRegistryTest {

    private static final String HOST = "registry.test";

    /** Larger blobs have a commit of their own. */
    /** As patient as users' builds are: other programs need a moment on a busy machine. */
    private static final RegistryOptions OPTIONS = new RegistryOptionsBuilder(TestOptions.fast())
            .retries(new RetryPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(1500)))
            .transfers(new TransferSettings(4, 0, 1_000_000, 1_000_000, 1 << 20))
            .build();

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private SampleImage image;

    @BeforeEach
    void makeImage() {
        image = SampleImage.of(directory, 4, 0, 1000, 300_000, 1_200_000);
    }

    /** Sends an image under two tags, again, and into another repository; has it back from a client that knows nothing. */
    private void pushAndPull(RegistryOptions options, String registry) throws IOException {
        Reference reference = Reference.parse(registry + "/team/app:1.0");
        try (RegistryClient client = RegistryClient.open(options, log)) {
            PushReport sent = client.push(image.request(reference, List.of("latest")));
            assertThat(sent.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
            PushReport again = client.push(image.request(reference));
            assertThat(again.bytesSent()).isZero();
            PushReport mounted = client.push(image.request(Reference.parse(registry + "/team/other:1")));
            assertThat(mounted.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.MOUNTED);
        }
        pull(options, reference.withTag("latest"));
        pull(options, Reference.parse(registry + "/team/other:1"));
    }

    private void pull(RegistryOptions options, Reference reference) throws IOException {
        try (RegistryClient client = RegistryClient.open(options, log)) {
            image.assertPulls(client, reference);
            assertThat(client.tags(reference)).contains(String.valueOf(reference.tag()));
        }
    }

    private static RegistryOptions login(RegistryOptions options, String registry, Credential credential) {
        return new RegistryOptionsBuilder(options)
                .credentials(List.of(CredentialSource.explicit("the test", registry, credential)))
                .build();
    }

    private static Credential bob() {
        return new Credential.Basic(TestOptions.USER, TestOptions.PASSWORD);
    }

    private static RegistryOptions through(RegistryOptions options, int port) {
        return new RegistryOptionsBuilder(options)
                .proxies(List.of(ProxySettings.of("127.0.0.1", port, "the test")))
                .build();
    }

    @Test
    void openToAllAndReadByAnotherTool() throws IOException {
        try (RealRegistry registry = RealRegistry.start(directory)) {
            pushAndPull(OPTIONS, registry.hostAndPort());
            Path skopeo = Program.assumeInstalled("skopeo", "skopeo");
            String source = "docker://" + registry.hostAndPort() + "/team/app:latest";
            assertThat(Program.run(skopeo.toString(), "inspect", "--tls-verify=false", source))
                    .contains("\"Digest\": \"" + image.manifest().digest() + "\"");
            Path copy = directory.resolve("copy");
            Program.run(
                    skopeo.toString(),
                    "--insecure-policy",
                    "copy",
                    "--quiet",
                    "--src-tls-verify=false",
                    source,
                    "dir:" + copy);
            assertThat(copy.resolve("manifest.json"))
                    .hasBinaryContent(image.manifest().raw());
        }
    }

    @Test
    void indexesAndWhatRefersToThem() throws IOException {
        SampleImage second = SampleImage.of(directory, 8, 2000);
        Index index = SampleImage.index(image, second);
        try (RealRegistry registry = RealRegistry.start(directory);
                RegistryClient client = RegistryClient.open(OPTIONS, log)) {
            Reference reference = Reference.parse(registry.hostAndPort() + "/team/app:multi");
            client.push(SampleImage.request(reference, index, image.source(), image, second));
            assertThat(client.resolve(reference).raw()).isEqualTo(index.raw());
            assertThat(client.referrers(reference, index.digest(), null)).isEmpty();
        }
    }

    @Test
    void behindPasswords() throws IOException {
        Path htpasswd = Program.assumeInstalled("htpasswd", "apache2-utils");
        Path file = Files.writeString(
                directory.resolve("htpasswd"),
                Program.run(htpasswd.toString(), "-nbB", TestOptions.USER, TestOptions.PASSWORD)
                        .strip());
        String section = "auth: {htpasswd: {realm: the test, path: %s}}%n".formatted(file);
        try (RealRegistry registry = RealRegistry.start(directory, "", section)) {
            pushAndPull(login(OPTIONS, registry.hostAndPort(), bob()), registry.hostAndPort());
            RegistryOptions wrong = login(OPTIONS, registry.hostAndPort(), new Credential.Basic("eve", "wr0ng"));
            assertThatThrownBy(() -> pushAndPull(wrong, registry.hostAndPort()))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("user 'eve' from the test");
        }
    }

    @Test
    void overTlsOfAPrivateAuthority() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        try (RealRegistry registry = RealRegistry.start(directory, tls(authority.issue(HOST), ""), "");
                TestProxy proxy = new TestProxy("", registry.port())) {
            RegistryOptions options = through(OPTIONS, proxy.port());
            pushAndPull(
                    new RegistryOptionsBuilder(options)
                            .tls(new TlsMaterial(List.of(authority.pem()), List.of()))
                            .build(),
                    HOST);
            assertThatThrownBy(() -> pushAndPull(options, HOST)).hasMessageContaining("certificate is not trusted");
        }
    }

    private static String tls(Issued server, String more) {
        return "  tls: {certificate: %s, key: %s%s}%n".formatted(server.certificate(), server.key(), more);
    }

    @Test
    void withClientCertificates() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        Issued client = authority.issue("client");
        String tls = tls(authority.issue(HOST), ", clientcas: [" + authority.pem() + "]");
        try (RealRegistry registry = RealRegistry.start(directory, tls, "");
                TestProxy proxy = new TestProxy("", registry.port())) {
            RegistryOptions options = through(OPTIONS, proxy.port());
            Path certificates = certificates(authority, client);
            pushAndPull(
                    new RegistryOptionsBuilder(options)
                            .tls(new TlsMaterial(List.of(), List.of(certificates)))
                            .build(),
                    HOST);
            TlsMaterial without = new TlsMaterial(List.of(authority.pem()), List.of());
            assertThatThrownBy(() -> pushAndPull(
                            new RegistryOptionsBuilder(options).tls(without).build(), HOST))
                    .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                        assertThat(failure).hasMessageContaining("client certificate");
                        assertThat(failure.hint()).contains("certs.d");
                    });
        }
    }

    /** As docker wants them in {@code /etc/docker/certs.d}. */
    private Path certificates(TestAuthority authority, Issued client) throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("certs.d").resolve(HOST));
        Files.copy(authority.pem(), certificates.resolve("ca.crt"));
        Files.copy(client.certificate(), certificates.resolve("client.cert"));
        Files.copy(client.key(), certificates.resolve("client.key"));
        return certificates.getParent();
    }

    /** One connection carries all: the server in front says what it was spoken to in. */
    @Test
    void overHttp2WhereItIsOffered() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        try (RealRegistry registry = RealRegistry.start(directory);
                Nginx nginx = Nginx.start(directory, authority.issue(HOST), registry.port());
                TestProxy proxy = new TestProxy("", nginx.port())) {
            pushAndPull(
                    new RegistryOptionsBuilder(through(OPTIONS, proxy.port()))
                            .tls(new TlsMaterial(List.of(authority.pem()), List.of()))
                            .build(),
                    HOST);
            assertThat(nginx.requests()).hasSizeGreaterThan(20).allMatch(line -> line.endsWith("HTTP/2.0"));
            assertThat(proxy.heads()).as("connections of three clients").hasSize(3);
        }
    }

    @Test
    void withTokensAsDockerHubGivesThem() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        try (SignedTokens tokens = new SignedTokens(
                        authority.issue("token server"), TestOptions.USER, TestOptions.PASSWORD, "1dentity");
                RealRegistry registry = RealRegistry.start(directory, "", tokens.configuration(authority.pem()))) {
            String host = registry.hostAndPort();
            pushAndPull(login(OPTIONS, host, bob()), host);
            pull(
                    login(OPTIONS, host, new Credential.IdentityToken("1dentity")),
                    Reference.parse(host + "/team/app:1.0"));
            assertThat(tokens.requests())
                    .extracting(request -> request.method())
                    .contains("GET", "POST");
            try (RegistryClient client = RegistryClient.open(login(OPTIONS, host, bob()), log)) {
                client.push(image.request(Reference.parse(host + "/library/base:1")));
                assertThatThrownBy(() -> client.push(image.request(Reference.parse(host + "/closed/app:1"))))
                        .isInstanceOf(BuildFailure.class)
                        .hasMessageContaining("repository:closed/app:pull,push")
                        .hasMessageContaining("user 'bob' from the test");
            }
            pull(OPTIONS, Reference.parse(host + "/library/base:1"));
        }
    }

    @Test
    void throughAProxyThatWantsALogin() throws IOException {
        TestAuthority authority = new TestAuthority(directory);
        try (RealRegistry plain = RealRegistry.start(directory);
                TestProxy beyondPlain = new TestProxy("", plain.port());
                RealRegistry secure = RealRegistry.start(directory, tls(authority.issue(HOST), ""), "");
                TestProxy beyondSecure = new TestProxy("", secure.port())) {
            try (Tinyproxy proxy = Tinyproxy.start(directory, beyondPlain.port())) {
                RegistryOptions options = new RegistryOptionsBuilder(OPTIONS)
                        .insecureHosts(Set.of("plain.test:80"))
                        .proxies(List.of(proxy.settings("pr0xy")))
                        .build();
                pushAndPull(options, "plain.test:80");
            }
            try (Tinyproxy proxy = Tinyproxy.start(directory, beyondSecure.port())) {
                RegistryOptions options = new RegistryOptionsBuilder(OPTIONS)
                        .tls(new TlsMaterial(List.of(authority.pem()), List.of()))
                        .build();
                pushAndPull(
                        new RegistryOptionsBuilder(options)
                                .proxies(List.of(proxy.settings("pr0xy")))
                                .build(),
                        HOST);
                assertThatThrownBy(() -> pushAndPull(
                                new RegistryOptionsBuilder(options)
                                        .proxies(List.of(proxy.settings("wr0ng")))
                                        .build(),
                                HOST))
                        .isInstanceOf(BuildFailure.class)
                        .hasMessageContaining("127.0.0.1:" + proxy.port() + " (the test) answered 40")
                        .hasMessageNotContaining("wr0ng");
            }
        }
    }

    /**
     * This registry forgets an upload that broke off, so a blob begins again; what comes down goes on where it stood.
     */
    @Test
    void throughAProxyThatCutsConnections() throws IOException {
        image = SampleImage.of(directory, 4, 0, 1000, 300_000, 3_000_000);
        try (RealRegistry registry = RealRegistry.start(directory);
                TestProxy pushing = TestProxy.cutting(registry.port(), 500_000, 5);
                TestProxy pulling = TestProxy.cutting(registry.port(), 200_000, 15)) {
            RegistryOptions options = new RegistryOptionsBuilder(OPTIONS)
                    .insecureHosts(Set.of(HOST + ":80"))
                    .transfers(new TransferSettings(4, 0, 100_000, 100_000, 1 << 20))
                    .retries(new RetryPolicy(6, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(1)))
                    .build();
            pushAndPull(through(options, pushing.port()), HOST + ":80");
            assertThat(pushing.cuts()).isEqualTo(5);
            pull(through(options, pulling.port()), Reference.parse(HOST + ":80/team/app:1.0"));
            assertThat(pulling.cuts()).isEqualTo(15);
        }
    }

    @Test
    void asAMirrorThatFetchesWhatItLacks() throws IOException {
        try (RealRegistry origin = RealRegistry.start(directory);
                RealRegistry mirror = RealRegistry.start(
                        directory, "", "proxy: {remoteurl: 'http://%s'}%n".formatted(origin.hostAndPort()))) {
            try (RegistryClient client = RegistryClient.open(OPTIONS, log)) {
                client.push(image.request(Reference.parse(origin.hostAndPort() + "/hub/team/app:1")));
            }
            RegistryOptions options = new RegistryOptionsBuilder(OPTIONS)
                    .mirrors(Mirror.parseAll("absent.test=" + mirror.hostAndPort() + "/hub"))
                    .build();
            try (RegistryClient client = RegistryClient.open(options, log)) {
                image.assertPulls(client, Reference.parse("absent.test/team/app:1"));
            }
            assertThat(log.warnings).isEmpty();
        }
    }
}
