package dev.drydock.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://127.0.0.1:5000",
                "http://127.8.9.10",
                "http://[::1]:5000",
                "http://LOCALHOST:1"
            })
    void loopbackIsKnownByName(String uri) {
        assertThat(Origin.of(URI.create(uri)).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://10.0.0.1",
                "http://0.0.0.0",
                "http://registry.localhost.example"
            })
    void nothingElseIsLoopback(String uri) {
        assertThat(Origin.of(URI.create(uri)).isLoopback()).isFalse();
    }

    @Test
    void portsAreTheSchemesOwnUnlessSaid() {
        assertThat(Origin.of(URI.create("https://h/x"))).isEqualTo(Origin.of(URI.create("HTTPS://H:443/y")));
        assertThat(Origin.of(URI.create("http://h"))).isNotEqualTo(Origin.of(URI.create("https://h")));
        assertThat(Origin.of(URI.create("https://h:444"))).isNotEqualTo(Origin.of(URI.create("https://h")));
    }

    @Test
    void insecureHostsAreThoseConfiguredWithOrWithoutPort() {
        InsecureHosts hosts = new InsecureHosts(Set.of("reg.example", "Other.example:5000"));
        assertThat(hosts.allows(Origin.of(URI.create("http://reg.example:81")))).isTrue();
        assertThat(hosts.allows(Origin.of(URI.create("http://other.example:5000"))))
                .isTrue();
        assertThat(hosts.allows(Origin.of(URI.create("http://other.example:5001"))))
                .isFalse();
        assertThat(hosts.allows(Origin.of(URI.create("http://sub.reg.example"))))
                .isFalse();
        assertThat(hosts.allows(Origin.of(URI.create("http://127.0.0.1:9")))).isTrue();
        assertThat(hosts.isConfigured(Origin.of(URI.create("http://127.0.0.1:9"))))
                .isFalse();
    }
}
