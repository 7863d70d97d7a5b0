package dev.drydock.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "302, true", "399, true", "400, false", "404, false", "503, false"})
    void aStatusBelow400IsAnAnswer(int status, boolean expected) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            assertThat(Probe.url("http://127.0.0.1:" + port + "/health", SECOND))
                    .isEqualTo(expected);
            assertThat(Probe.port(port, SECOND)).isTrue();
        } finally {
            server.stop(0);
        }
        assertThat(Probe.url("http://127.0.0.1:" + server.getAddress().getPort(), SECOND))
                .isFalse();
        assertThat(Probe.port(server.getAddress().getPort(), SECOND)).isFalse();
    }

    @Test
    void onlyHttpIsAsked() {
        for (String url : new String[] {"file:///etc/passwd", "ftp://localhost/", "localhost:80", "http://a b/"}) {
            assertThatThrownBy(() -> Probe.url(url, SECOND)).as(url).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
