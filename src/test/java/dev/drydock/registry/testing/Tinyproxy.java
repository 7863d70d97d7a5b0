package dev.drydock.registry.testing;

import dev.drydock.http.ProxySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A proxy that wants a log-in and hands on to another one. */
public record Tinyproxy(Program program, int port) implements AutoCloseable {

    /** Skips the test where it is not installed. */
    public static Tinyproxy start(Path directory, int upstream) throws IOException {
        Path program = Program.assumeInstalled("tinyproxy", "tinyproxy-bin");
        int port = Program.freePort();
        Path configuration =
                Files.writeString(directory.resolve("tinyproxy-" + port + ".conf"), """
                Port %d
                Listen 127.0.0.1
                BasicAuth alice pr0xy
                Upstream http 127.0.0.1:%d
                """.formatted(port, upstream));
        return new Tinyproxy(
                Program.listening(port, directory, program.toString(), "-d", "-c", configuration.toString()), port);
    }

    public ProxySettings settings(String password) {
        return ProxySettings.of("127.0.0.1", port, "the test").withLogin("alice", password);
    }

    @Override
    public void close() {
        program.close();
    }
}
