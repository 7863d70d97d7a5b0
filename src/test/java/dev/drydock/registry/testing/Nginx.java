package dev.drydock.registry.testing;

import dev.drydock.registry.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx, which speaks HTTP/2 over TLS, in front of a server on a port of 127.0.0.1. */
public final class Nginx implements AutoCloseable {

    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            error_log stderr;
            pid nginx.pid;
            events {}
            http {
              client_body_temp_path %1$s;
              proxy_temp_path %1$s;
              fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s;
              scgi_temp_path %1$s;
              log_format protocol '$request_method $uri $status $server_protocol';
              access_log %2$s protocol;
              server {
                listen 127.0.0.1:%3$d ssl http2;
                ssl_certificate %4$s;
                ssl_certificate_key %5$s;
                client_max_body_size 0;
                location / {
                  proxy_pass http://127.0.0.1:%6$d;
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-Proto https;
                  proxy_request_buffering off;
                  proxy_http_version 1.1;
                }
              }
            }
            """;

    private final Program program;
    private final int port;
    private final Path access;

    private Nginx(Program program, int port, Path access) {
        this.program = program;
        this.port = port;
        this.access = access;
    }

    /** Skips the test where it is not installed. */
    public static Nginx start(Path directory, Issued server, int target) throws IOException {
        Path program = Program.assumeInstalled("nginx", "nginx");
        int port = Program.freePort();
        Path access = directory.resolve("access.log");
        Path configuration = Files.writeString(
                directory.resolve("nginx.conf"),
                CONFIGURATION.formatted(directory, access, port, server.certificate(), server.key(), target));
        return new Nginx(
                Program.listening(
                        port,
                        directory,
                        program.toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString()),
                port,
                access);
    }

    public int port() {
        return port;
    }

    /** Method, path, status and protocol of each so far. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(access);
    }

    @Override
    public void close() {
        program.close();
    }
}
