package dev.drydock.registry.credential;

import java.util.Optional;

/** A credential somebody gave for one registry. */
record ExplicitSource(String name, String registry, Credential credential) implements CredentialSource {

    @Override
    public Optional<Credential> find(CredentialQuery query) {
        return query.registryKeys().contains(registry) ? Optional.of(credential) : Optional.empty();
    }

    /** The name alone: the credential is nobody's business. */
    @Override
    public String toString() {
        return name;
    }
}
