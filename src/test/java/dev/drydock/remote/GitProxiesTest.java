package dev.drydock.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.http.ProxySettings;
import dev.drydock.http.address.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitProxiesTest {

    private static final String ALWAYS = "localhost,127.0.0.1,::1";

    private static Map<String, String> variables(String server, ProxySettings... proxies) {
        return new GitProxies(List.of(proxies))
                .variables(server.isEmpty() ? Optional.empty() : Optional.of(Origin.of(URI.create(server))));
    }

    @Test
    void withoutProxiesNothingIsSet() {
        assertThat(variables("https://git.example")).isEmpty();
    }

    @Test
    void theFirstOfEachSchemeIsHandedOnWithItsLogin() {
        ProxySettings secure = ProxySettings.of("s.example", 1, "x")
                .withSchemes(List.of("https"))
                .withLogin("a@b", "p w");
        ProxySettings both = ProxySettings.of("b.example", 2, "x");
        assertThat(variables("https://git.example", secure, both))
                .containsOnly(
                        Map.entry("https_proxy", "http://a%40b:p%20w@s.example:1"),
                        Map.entry("http_proxy", "http://b.example:2"),
                        Map.entry("no_proxy", ALWAYS));
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example, *.corp.example, '.corp.example'",
        "https://git.corp.example, *.corp.example, '.corp.example,git.corp.example'",
        "https://git.example, git.*, git.example",
        "https://other.example, git.*, ''",
        "https://git.example, git.example:443, 'git.example:443,git.example'",
        "https://git.example, *, '*,git.example'",
        "'', corp.example, corp.example"
    })
    void exceptionsAreHandedOnAsFarAsCurlKnowsThem(String server, String pattern, String direct) {
        ProxySettings proxy = ProxySettings.of("p.example", 1, "x").withNoProxy(List.of(pattern));
        String expected = ALWAYS + (direct.isEmpty() ? "" : "," + direct);
        assertThat(variables(server, proxy)).containsEntry("no_proxy", expected);
    }
}
