package dev.drydock.registry;

import dev.drydock.http.address.Origin;
import dev.drydock.image.Digest;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.credential.CredentialQuery;
import dev.drydock.startup.StartUp;
import java.net.URI;

/**
 * A repository where it is reached, and the addresses of its things.
 *
 * @param registry as users name it, {@code docker.io}
 * @param base {@code https://registry-1.docker.io}
 * @param name path below {@code /v2/}
 */
@StartUp
record Repository(String registry, URI base, String name) {

    URI manifest(String selector) {
        return at("/manifests/" + selector);
    }

    URI blob(Digest digest) {
        return at("/blobs/" + digest);
    }

    URI uploads(String query) {
        return at("/blobs/uploads/" + query);
    }

    URI tags(String query) {
        return at("/tags/list" + query);
    }

    URI referrers(Digest subject) {
        return at("/referrers/" + subject);
    }

    private URI at(String path) {
        return URI.create(base + "/v2/" + name + path);
    }

    Origin origin() {
        return Origin.of(base);
    }

    CredentialQuery query() {
        return new CredentialQuery(registry, name);
    }

    Access toPull() {
        return Access.toPull(origin(), query());
    }

    Access toPush() {
        return Access.toPush(origin(), query());
    }

    @Override
    public String toString() {
        return registry + "/" + name;
    }
}
