package dev.drydock.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file with the certificate authorities that git is to trust, while git runs: those it would trust anyway, and those the
 * user gave for all servers. Git takes one file only, instead of its own.
 */
final class GitAuthorities implements AutoCloseable {

    /** Where distributions keep what programs trust. */
    private static final List<String> USUAL = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private final @Nullable Path bundle;

    private GitAuthorities(@Nullable Path bundle) {
        this.bundle = bundle;
    }

    static GitAuthorities of(RemoteOptions options) throws IOException {
        List<Path> additional = options.http().tls().authorities();
        if (additional.isEmpty()) {
            return new GitAuthorities(null);
        }
        List<Path> all = new ArrayList<>(own(options.environment()));
        all.addAll(additional);
        Path directory = Files.createDirectories(options.directory().resolve("git"));
        Path file = directory.resolve(".tmp-" + UUID.randomUUID() + ".pem");
        var authorities = new GitAuthorities(file);
        try (var out = Files.newOutputStream(file)) {
            for (Path each : all) {
                Files.copy(each, out);
                out.write('\n');
            }
        } catch (IOException e) {
            authorities.close();
            throw e;
        }
        return authorities;
    }

    /** At most one file: what the user names for git, or else what the machine has. */
    private static List<Path> own(Map<String, String> environment) {
        for (String variable : List.of("GIT_SSL_CAINFO", "SSL_CERT_FILE")) {
            String named = environment.getOrDefault(variable, "");
            if (!named.isEmpty()) {
                return List.of(Path.of(named));
            }
        }
        for (String usual : USUAL) {
            if (Files.isReadable(Path.of(usual))) {
                return List.of(Path.of(usual));
            }
        }
        return List.of();
    }

    void put(Map<String, String> environment) {
        if (bundle != null) {
            environment.put("GIT_SSL_CAINFO", bundle.toString());
            environment.put("GIT_PROXY_SSL_CAINFO", bundle.toString());
        }
    }

    @Override
    public void close() throws IOException {
        if (bundle != null) {
            Files.deleteIfExists(bundle);
        }
    }
}
