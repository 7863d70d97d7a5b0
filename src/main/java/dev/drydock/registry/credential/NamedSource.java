package dev.drydock.registry.credential;

import java.util.Optional;
import java.util.function.Function;

/** A place that is a name and a way to look, and cannot fail. */
record NamedSource(String name, Function<CredentialQuery, Optional<Credential>> lookup) implements CredentialSource {

    @Override
    public Optional<Credential> find(CredentialQuery query) {
        return lookup.apply(query);
    }

    /** The name alone: the way to look may hold what it looks for. */
    @Override
    public String toString() {
        return name;
    }
}
