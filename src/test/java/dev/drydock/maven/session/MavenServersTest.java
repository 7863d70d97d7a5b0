package dev.drydock.maven.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.Proxies;
import dev.drydock.http.Timeouts;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.http.tls.TlsTrust;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialQuery;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenServersTest {

    private final Settings settings = new Settings();

    /** Its cipher is the reversal of the text in braces; {@code {lost}} was made with another master password. */
    private static final class Reversing implements SettingsDecrypter {

        record Result(List<Server> getServers, List<Proxy> getProxies, List<SettingsProblem> getProblems)
                implements SettingsDecryptionResult {
            @Override
            public Server getServer() {
                return getServers.isEmpty() ? null : getServers.get(0);
            }

            @Override
            public List<Server> getServers() {
                return getServers;
            }

            @Override
            public Proxy getProxy() {
                return getProxies.isEmpty() ? null : getProxies.get(0);
            }

            @Override
            public List<Proxy> getProxies() {
                return getProxies;
            }

            @Override
            public List<SettingsProblem> getProblems() {
                return getProblems;
            }
        }

        @Override
        public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
            List<SettingsProblem> problems = new java.util.ArrayList<>();
            List<Server> servers =
                    request.getServers().stream().map(Server::clone).toList();
            servers.forEach(server -> server.setPassword(clear(server.getPassword(), problems)));
            List<Proxy> proxies =
                    request.getProxies().stream().map(Proxy::clone).toList();
            proxies.forEach(proxy -> proxy.setPassword(clear(proxy.getPassword(), problems)));
            return new Result(servers, proxies, problems);
        }

        private static String clear(String password, List<SettingsProblem> problems) {
            if (password == null || !password.startsWith("{")) {
                return password;
            }
            if (password.equals("{lost}")) {
                problems.add(new DefaultSettingsProblem(
                        "cannot decrypt", SettingsProblem.Severity.ERROR, "test", -1, -1, null));
                return password;
            }
            return new StringBuilder(password.substring(1, password.length() - 1))
                    .reverse()
                    .toString();
        }
    }

    private MavenServers servers() {
        return new MavenServers(settings, new Reversing());
    }

    private void server(String id, String username, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(username);
        server.setPassword(password);
        settings.addServer(server);
    }

    private Credential find(String registry, String repository) {
        return servers().find(new CredentialQuery(registry, repository)).orElse(null);
    }

    @ParameterizedTest
    @CsvSource({
        "reg.example:5000/team/app, reg.example:5000, team/app, true",
        "reg.example:5000/team, reg.example:5000, team/app, true",
        "reg.example:5000, reg.example:5000, team/app, true",
        "reg.example/team, reg.example:5000, team/app, true",
        "reg.example, reg.example:5000, team/app, true",
        "reg.example, reg.example, team/app, true",
        "docker.io, docker.io, team/app, true",
        "docker.io/team, docker.io, team/app, true",
        "index.docker.io, docker.io, team/app, true",
        "registry-1.docker.io, docker.io, team/app, true",
        "https://index.docker.io/v1/, docker.io, team/app, true",
        "reg.example:5000, reg.example, team/app, false",
        "reg.example/tea, reg.example, team/app, false",
        "docker.io, docker.example, team/app, false",
        "reg.example.evil, reg.example, team/app, false",
    })
    void serversAreFoundByWhatTheirRegistryIsCalled(String id, String registry, String repository, boolean found)
            throws IOException {
        server(id, "bob", "{drowssap}");
        assertThat(find(registry, repository)).isEqualTo(found ? new Credential.Basic("bob", "password") : null);
    }

    @Test
    void passwordsInPlainAndTokensAreTaken() throws IOException {
        server("one.example", "bob", "plain");
        server("two.example", "<token>", "{nekot}");
        assertThat(find("one.example", "a")).isEqualTo(new Credential.Basic("bob", "plain"));
        assertThat(find("two.example", "a")).isEqualTo(new Credential.IdentityToken("token"));
    }

    @Test
    void whatCannotBeDecryptedIsNotShownToAnybody() {
        server("reg.example", "bob", "{lost}");
        assertThatThrownBy(() -> find("reg.example", "a"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("server 'reg.example' in settings.xml")
                .hasMessageNotContaining("{lost}");
        server("half.example", "bob", null);
        assertThatThrownBy(() -> find("half.example", "a"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("half.example");
    }

    private void proxy(String protocol, boolean active, String host, String direct) {
        Proxy proxy = new Proxy();
        proxy.setId(host);
        proxy.setProtocol(protocol);
        proxy.setActive(active);
        proxy.setHost(host);
        proxy.setPort(3128);
        proxy.setNonProxyHosts(direct);
        proxy.setUsername("alice");
        proxy.setPassword("{yxorp}");
        settings.addProxy(proxy);
    }

    @ParameterizedTest
    @CsvSource({
        "https://reg.example, secure",
        "http://reg.example, plain",
        "https://reg.corp.example, direct",
        "https://corp.example, secure",
        "https://build.internal:5000, direct",
        "http://reg.corp.example, plain",
        "http://127.0.0.1:5000, direct",
        "https://localhost, direct",
    })
    void proxiesServeTheirSchemeButForTheHostsListed(String address, String through) throws IOException {
        proxy("http", true, "plain", "other.example");
        proxy("https", false, "off", "");
        proxy("https", true, "secure", "*.corp.example|build.internal, more.example");
        TlsTrust trust = new TlsTrust(TlsMaterial.NONE, new InsecureHosts(Set.of()), BuildLog.NONE);
        try (Proxies proxies = new Proxies(servers().proxies(), Timeouts.DEFAULT, trust)) {
            assertThat(proxies.proxyFor(URI.create(address))
                            .map(settings -> settings.host())
                            .orElse("direct"))
                    .isEqualTo(through);
        }
        assertThat(servers().proxies())
                .extracting(settings -> settings.password())
                .containsOnly("proxy");
    }

    @Test
    void aProxyForHttpServesHttpsToo() {
        proxy("HTTP", true, "plain", null);
        assertThat(servers().proxies().get(0).schemes()).containsExactly("http", "https");
    }
}
