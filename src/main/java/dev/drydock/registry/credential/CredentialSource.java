package dev.drydock.registry.credential;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.Optional;

/**
 * One place credentials may be found in. Asked only when a registry has demanded some, at most once for each repository,
 * possibly from several threads.
 */
@StartUp
public interface CredentialSource {

    /** How the log and error messages name it: {@code settings.xml}, {@code ~/.docker/config.json}. */
    String name();

    /**
     * The credential this place holds for the repository; empty if it has none, which includes that the place does not
     * exist.
     *
     * @throws IOException if the place exists and cannot be used; the message is shown to the user and must hold no secret
     */
    Optional<Credential> find(CredentialQuery query) throws IOException;

    /** Whether nobody named this place, so that the user is not warned if it fails. */
    default boolean isGuess() {
        return false;
    }

    /** A credential given for one registry, {@code host[:port]}; never used for another. */
    static CredentialSource explicit(String name, String registry, Credential credential) {
        return new ExplicitSource(name, registry, credential);
    }
}
