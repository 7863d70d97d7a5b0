package dev.drydock.http.tls;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Certificates beyond those of the JVM, which always count ({@code javax.net.ssl.*} included).
 *
 * @param authorities PEM files of certificate authorities to trust besides
 * @param directories in the form of docker's {@code certs.d}: below {@code host[:port]}, {@code *.crt} are authorities for
 *     that host alone, {@code *.cert} and {@code *.key} client certificates
 */
@StartUp
public record TlsMaterial(List<Path> authorities, List<Path> directories) {

    public static final TlsMaterial NONE = new TlsMaterial(List.of(), List.of());

    /**
     * Where docker and podman look, the user's own directories first.
     *
     * @param home of the user
     */
    public static List<Path> usualDirectories(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = configured.isBlank() ? home.resolve(".config") : Path.of(configured);
        return List.of(
                config.resolve("containers/certs.d"),
                config.resolve("docker/certs.d"),
                home.resolve(".docker/certs.d"),
                Path.of("/etc/containers/certs.d"),
                Path.of("/etc/docker/certs.d"));
    }
}
