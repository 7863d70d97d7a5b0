package dev.drydock.registry.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Json;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.NamedLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials as {@code docker login} keeps them: with the helper that Docker's {@code config.json} names for the registry, or else in
 * that file. All else in the file stays, in its order, and so does what others of this plugin change at the same time: who changes the
 * file holds the lock of {@code config.json.lock} beside it. Programs that know nothing of that lock, as docker itself, see the old
 * file or the new one.
 *
 * @param file Docker's {@code config.json}, which need not exist
 */
public record KeptCredentials(Path file, CredentialHelper helper) {

    /** Those of Docker's directory, {@code DOCKER_CONFIG} or else {@code ~/.docker}. */
    public static KeptCredentials of(Map<String, String> environment, Path home) {
        return new KeptCredentials(
                StandardSources.dockerDirectory(environment, home).resolve("config.json"),
                new CredentialHelper(environment, StandardSources.HELPER_TIMEOUT));
    }

    /**
     * Keeps a pair in place of what there was.
     *
     * @param registry host[:port]; {@code docker.io} for Docker Hub
     * @return the program that has it; empty if it is in the file
     * @throws BuildFailure if it cannot be kept
     */
    public Optional<String> keep(String registry, String username, String secret) throws InterruptedException {
        CredentialQuery query = new CredentialQuery(registry, "");
        Optional<Map.Entry<String, String>> keeper = read().keeper(query);
        // As docker does: what a helper has is known there, and nothing that is old or can be read is left.
        ObjectNode entry = keeper.isPresent() ? Json.object() : entry(username, secret);
        if (keeper.isPresent()) {
            try {
                helper.store(keeper.get().getKey(), keeper.get().getValue(), username, secret);
            } catch (IOException e) {
                throw helperFailure("The credentials for " + registry + " are not kept", e);
            }
        }
        try (NamedLock lock = lock()) {
            DockerConfig config = read();
            config.keep(query, entry);
            write(config);
        } catch (IOException e) {
            throw unwritable(e);
        }
        return keeper.map(Map.Entry::getKey).map(CredentialHelper::program);
    }

    /**
     * Forgets what is kept for a registry.
     *
     * @return the place it was in, or the program that was told to forget it; empty if there was nothing
     * @throws BuildFailure if it cannot be forgotten
     */
    public Optional<String> forget(String registry) throws InterruptedException {
        CredentialQuery query = new CredentialQuery(registry, "");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Map.Entry<String, String>> keeper = read().keeper(query);
        if (keeper.isPresent()) {
            try {
                helper.erase(keeper.get().getKey(), keeper.get().getValue());
            } catch (IOException e) {
                throw helperFailure("The credentials for " + registry + " are still kept", e);
            }
        }
        boolean had;
        try (NamedLock lock = lock()) {
            DockerConfig config = read();
            had = config.forget(query);
            if (had) {
                write(config);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        return keeper.isPresent()
                ? keeper.map(Map.Entry::getKey).map(CredentialHelper::program)
                : had ? Optional.of(file.toString()) : Optional.empty();
    }

    private NamedLock lock() throws IOException, InterruptedException {
        return NamedLock.acquireLasting(file.resolveSibling(file.getFileName() + ".lock"));
    }

    private BuildFailure unwritable(IOException e) {
        return BuildFailure.ofCause(file + " cannot be written", e);
    }

    private static ObjectNode entry(String username, String secret) {
        ObjectNode entry = Json.object();
        if (Credential.of(username, secret) instanceof Credential.IdentityToken identity) {
            return entry.put("identitytoken", identity.token());
        }
        if (username.indexOf(':') >= 0) {
            throw BuildFailure.ofBuild(
                    "The user name '" + username + "' has a colon, which ends a user name in config.json",
                    "Configure a credential helper (credsStore), which keeps user name and password apart.");
        }
        byte[] pair = (username + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return entry.put("auth", Base64.getEncoder().encodeToString(pair));
    }

    private BuildFailure helperFailure(String what, IOException e) {
        return BuildFailure.ofEnvironment(
                what + ": " + e.getMessage(),
                "The helper is named in " + file + " (credHelpers, credsStore). Mend it, or remove it there.",
                e);
    }

    private DockerConfig read() {
        try {
            return Files.exists(file)
                    ? DockerConfig.parse(Files.readAllBytes(file), false)
                    : new DockerConfig(Json.object());
        } catch (IOException e) {
            throw BuildFailure.ofCause(file + " cannot be used, and is left as it is", e);
        }
    }

    /** A link, as dotfiles in a repository are, stays one. */
    private void write(DockerConfig config) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        AtomicFiles.writePrivate(target, Json.writePretty(config.document()));
    }
}
