package dev.drydock.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpOptions;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.testing.TestAuthority;
import dev.drydock.registry.testing.TestProxy;
import dev.drydock.registry.testing.Tinyproxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADD where all goes through a proxy that wants a log-in, and servers have certificates of a private authority. */
class CompanyNetworkTest {

    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("alice:pr0xy @".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path keys;

    private static TestAuthority authority;
    private static SSLContext context;

    @TempDir
    Path folder;

    private final List<String> shown = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeKeys() {
        authority = new TestAuthority(keys);
        context = authority.issue("files.test", "git.test").context();
    }

    private HttpServer start(HttpServer server) {
        server.createContext("/", this::hello);
        server.setExecutor(Executors.newCachedThreadPool(DaemonThreads.named("test-server")));
        server.start();
        return server;
    }

    private void hello(HttpExchange exchange) throws IOException {
        try (exchange) {
            shown.add(exchange.getRequestHeaders().keySet().toString());
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
        }
    }

    private HttpServer overTls() throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return start(server);
    }

    private static HttpOptions.Builder through(TestProxy proxy, String password) {
        return HttpOptions.DEFAULT.toBuilder()
                .retries(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
                .proxies(List.of(
                        ProxySettings.of("127.0.0.1", proxy.port(), "the test").withLogin("alice", password)));
    }

    private static HttpOptions.Builder trusting(HttpOptions.Builder options) {
        return options.tls(new TlsMaterial(List.of(authority.pem()), List.of()));
    }

    private String add(HttpOptions.Builder options, String url) throws IOException, InterruptedException {
        try (var downloads = new HttpDownloads(remote(options), id -> Optional.empty(), Files::exists, BuildLog.NONE)) {
            return Files.readString(downloads.fetch(url, null).file());
        }
    }

    private RemoteOptions remote(HttpOptions.Builder options) {
        return new RemoteOptions(
                folder.resolve("cache"), Map.of("PATH", System.getenv("PATH")), options.build(), false, 1 << 20);
    }

    @Test
    void aUrlIsReadThroughAProxyThatWantsALogin() throws Exception {
        HttpServer secure = overTls();
        HttpServer plain = start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        try (var toSecure = new TestProxy(LOGIN, secure.getAddress().getPort());
                var toPlain = new TestProxy(LOGIN, plain.getAddress().getPort())) {
            assertThat(add(trusting(through(toSecure, "pr0xy @")), "https://files.test/f"))
                    .isEqualTo("hello");
            assertThat(add(through(toPlain, "pr0xy @"), "http://files.test/f")).isEqualTo("hello");
            assertThat(toSecure.heads()).allMatch(head -> head.startsWith("CONNECT files.test:443 "));
            assertThat(toPlain.heads()).allMatch(head -> head.startsWith("GET http://files.test/f "));
            assertThat(shown).hasSize(2).noneMatch(headers -> headers.contains("uthorization"));
        } finally {
            secure.stop(0);
            plain.stop(0);
        }
    }

    @Test
    void aPrivateAuthorityIsTrustedWhenGivenAndOnlyThen() throws Exception {
        HttpServer server = overTls();
        try (var proxy = new TestProxy("", server.getAddress().getPort())) {
            assertThatExceptionOfType(BuildFailure.class)
                    .isThrownBy(() -> add(through(proxy, ""), "https://files.test/f"))
                    .withMessageContaining("https://files.test/f cannot be reached: its certificate is not trusted")
                    .satisfies(e -> assertThat(e.hint()).contains("drydock.caCertificates"));
            assertThat(add(trusting(through(proxy, "")), "https://files.test/f"))
                    .isEqualTo("hello");
            assertThat(add(through(proxy, "").insecureHosts(Set.of("files.test")), "https://files.test/f"))
                    .isEqualTo("hello");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aProxyThatRefusesIsToldAsSuch() throws Exception {
        try (var proxy = new TestProxy(LOGIN, 1)) {
            assertThatExceptionOfType(BuildFailure.class)
                    .isThrownBy(() -> add(through(proxy, "wr0ng"), "https://files.test/f"))
                    .withMessageContaining("answered 407 to user 'alice'")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wr0ng"))
                    .satisfies(e -> assertThat(e.hint()).contains("the proxy's user name and password"));
        }
    }

    private void makeRepository() throws IOException, InterruptedException {
        assumeTrue(GitServer.isInstalled(), "git is not installed");
        Path repository = Files.createDirectories(folder.resolve("served/app.git"));
        GitServer.git(repository, "init", "-q");
        Files.writeString(repository.resolve("README"), "one");
        GitServer.git(repository, "add", "-A");
        GitServer.git(repository, "commit", "-q", "-m", "one");
    }

    @Test
    void aProxyThatOthersMadeLetsBothThrough() throws Exception {
        makeRepository();
        HttpServer files = overTls();
        try (var repositories = GitServer.overTls(folder.resolve("served"), context);
                var toFiles = new TestProxy("", files.getAddress().getPort());
                var toGit = new TestProxy("", repositories.port());
                var proxy = Tinyproxy.start(folder, toFiles.port());
                var gitProxy = Tinyproxy.start(folder, toGit.port())) {
            HttpOptions.Builder options = trusting(HttpOptions.DEFAULT.toBuilder());
            assertThat(add(options.proxies(List.of(proxy.settings("pr0xy"))), "https://files.test/f"))
                    .isEqualTo("hello");
            var request = new GitRequest("https://git.test/app.git/.git", "", "", false, true, null);
            Checkout checkout = checkout(options.proxies(List.of(gitProxy.settings("pr0xy"))), request);
            assertThat(checkout.directory().resolve("README")).hasContent("one");
        } finally {
            files.stop(0);
        }
    }

    @Test
    void gitGoesTheSameWay() throws Exception {
        makeRepository();
        try (var server = GitServer.overTls(folder.resolve("served"), context);
                var proxy = new TestProxy(LOGIN, server.port())) {
            var request = new GitRequest("https://git.test/app.git/.git", "", "", false, true, null);
            assertThatExceptionOfType(BuildFailure.class)
                    .isThrownBy(() -> checkout(through(proxy, "pr0xy @"), request))
                    .withMessageContaining("cannot be fetched")
                    .satisfies(e -> assertThat(e.hint()).contains("drydock.caCertificates"))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pr0xy"));
            assertThat(checkout(trusting(through(proxy, "pr0xy @")), request)
                            .directory()
                            .resolve("README"))
                    .hasContent("one");
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT git.test:443 "));
            assertThat(server.paths).isNotEmpty();
            try (var left = Files.list(folder.resolve("cache/git"))) {
                assertThat(left).noneMatch(file -> file.toString().endsWith(".pem"));
            }
        }
    }

    private Checkout checkout(HttpOptions.Builder options, GitRequest request)
            throws IOException, InterruptedException {
        return new GitCheckouts(remote(options), id -> Optional.empty(), Files::exists).fetch(request);
    }
}
