package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.http.address.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProxySourcesTest {

    private static String through(List<ProxySettings> settings, String uri) {
        return new ProxyRules(settings)
                .proxyFor(Origin.of(URI.create(uri)))
                .map(proxy -> proxy.host() + ":" + proxy.port())
                .orElse("direct");
    }

    @Test
    void theEnvironmentNamesProxiesByScheme() {
        List<ProxySettings> found = ProxySources.ofEnvironment(Map.of(
                "HTTPS_PROXY", "http://al%40ice:p%3Aw+d@secure.example:3128",
                "http_proxy", "plain.example",
                "NO_PROXY", "corp.example, 10.0.0.0/8 other.example"));
        assertThat(through(found, "https://reg.example")).isEqualTo("secure.example:3128");
        assertThat(through(found, "http://reg.example")).isEqualTo("plain.example:80");
        assertThat(through(found, "https://corp.example")).isEqualTo("direct");
        assertThat(through(found, "https://reg.corp.example")).isEqualTo("direct");
        assertThat(through(found, "https://10.1.1.1")).isEqualTo("direct");
        assertThat(through(found, "https://other.example")).isEqualTo("direct");
        assertThat(found.get(0).url()).isEqualTo("http://al%40ice:p%3Aw%2Bd@secure.example:3128");
        assertThat(found.get(1).url()).isEqualTo("http://plain.example:80");
        assertThat(found.get(0).username()).isEqualTo("al@ice");
        assertThat(found.get(0).password()).isEqualTo("p:w+d");
        assertThat(found.get(0).toString()).doesNotContain("p:w+d").contains("HTTPS_PROXY");
    }

    @Test
    void lowerCaseComesFirstAndAllProxyLast() {
        List<ProxySettings> found = ProxySources.ofEnvironment(Map.of(
                "https_proxy", "lower.example:1", "HTTPS_PROXY", "upper.example:2", "ALL_PROXY", "all.example:3"));
        assertThat(through(found, "https://reg.example")).isEqualTo("lower.example:1");
        assertThat(through(found, "http://reg.example")).isEqualTo("all.example:3");
        assertThat(ProxySources.ofEnvironment(Map.of("HTTPS_PROXY", ""))).isEmpty();
    }

    @Test
    void aProxyWeCannotUseIsRefusedWithoutTellingItsPassword() {
        assertThatThrownBy(() -> ProxySources.ofEnvironment(Map.of("HTTPS_PROXY", "socks5://u:geheim@h:1080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageContaining("socks5")
                .message()
                .doesNotContain("geheim");
        assertThatThrownBy(() -> ProxySources.ofEnvironment(Map.of("HTTPS_PROXY", "http://u:gehe im@h:1080")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("gehe");
    }

    @Test
    void theJvmNamesThemByProperty() {
        Properties properties = new Properties();
        properties.setProperty("https.proxyHost", "proxy.example");
        properties.setProperty("https.proxyPort", "8443");
        properties.setProperty("http.nonProxyHosts", "localhost|*.corp.example");
        properties.setProperty("https.proxyUser", "alice");
        List<ProxySettings> found = ProxySources.ofProperties(properties);
        assertThat(through(found, "https://reg.example")).isEqualTo("proxy.example:8443");
        assertThat(through(found, "https://reg.corp.example")).isEqualTo("direct");
        assertThat(through(found, "http://reg.example")).isEqualTo("direct");
        assertThat(found.get(0).username()).isEqualTo("alice");
    }
}
