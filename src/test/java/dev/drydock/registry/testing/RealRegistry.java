package dev.drydock.registry.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The registry of the distribution project as Debian packages it, on a free port of 127.0.0.1, empty. */
public final class RealRegistry implements AutoCloseable {

    private final Program program;
    private final int port;

    private RealRegistry(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Skips the test where it is not installed. */
    public static RealRegistry start(Path directory) throws IOException {
        return start(directory, "", "");
    }

    /**
     * @param http lines of YAML below {@code http}, each beginning with two spaces
     * @param sections further lines
     */
    public static RealRegistry start(Path directory, String http, String sections) throws IOException {
        Path program = Program.assumeInstalled("docker-registry", "docker-registry");
        int port = Program.freePort();
        Path files = Files.createTempDirectory(directory, "registry-");
        Path configuration = Files.writeString(
                files.resolve("config.yml"), """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http:
                  addr: 127.0.0.1:%d
                  secret: not one
                %s%s""".formatted(files.resolve("data"), port, http, sections));
        return new RealRegistry(
                Program.listening(port, files, program.toString(), "serve", configuration.toString()), port);
    }

    public int port() {
        return port;
    }

    public String hostAndPort() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        program.close();
    }
}
