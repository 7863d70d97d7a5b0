package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.http.ProxySettings;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestProxy;
import dev.drydock.sandbox.SandboxMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddFromNetworkTest {

    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("alice:pr0xy".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path temp;

    @Test
    void aUrlIsReachedAsRegistriesAreButWithoutTheirCredentials() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        Path context = Files.createDirectories(temp.resolve("context"));
        Path dockerfile = Files.writeString(temp.resolve("Dockerfile"), "FROM scratch\nADD http://files.test/f /f\n");
        try (TestProxy proxy = new TestProxy(LOGIN, server.getAddress().getPort())) {
            RegistryOptions registries = new RegistryOptionsBuilder()
                    .credentials(List.of(CredentialSource.explicit(
                            "the test", "files.test", new Credential.Basic("bob", "registry-only"))))
                    .proxies(List.of(ProxySettings.of("127.0.0.1", proxy.port(), "the test")
                            .withLogin("alice", "pr0xy")))
                    .build();
            new Builder(new BuildEnvironment(registries, SandboxMode.AUTO, BuildLog.NONE, Map.of()))
                    .build(BuildRequest.of(
                            new ImageSource.Dockerfile(context, dockerfile),
                            Reference.parse("me/app:1"),
                            Workspace.of(temp.resolve("target"), temp.resolve("store"))));
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("GET http://files.test/f ")
                            .doesNotContainPattern("(?im)^Authorization:"));
        } finally {
            server.stop(0);
        }
    }
}
