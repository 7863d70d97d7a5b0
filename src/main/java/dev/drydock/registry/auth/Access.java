package dev.drydock.registry.auth;

import dev.drydock.http.address.Origin;
import dev.drydock.registry.credential.CredentialQuery;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The access that a request needs.
 *
 * @param origin whom credentials and tokens may be shown to, and nobody else
 * @param query whose credentials
 * @param scopes in the words of the token specification, {@code repository:team/app:pull,push}
 */
public record Access(Origin origin, CredentialQuery query, SortedSet<String> scopes) {

    public static Access toPull(Origin origin, CredentialQuery query) {
        return of(origin, query, "pull");
    }

    public static Access toPush(Origin origin, CredentialQuery query) {
        return of(origin, query, "pull,push");
    }

    /** No more than to be known to the registry, as {@code docker login} asks. */
    public static Access toLogIn(Origin origin, CredentialQuery query) {
        return new Access(origin, query, new TreeSet<>());
    }

    private static Access of(Origin origin, CredentialQuery query, String actions) {
        return new Access(origin, query, new TreeSet<>(List.of(scope(query.repository(), actions))));
    }

    /** The same with the right to read another repository of the registry, for a mount. */
    public Access alsoPulling(String repository) {
        SortedSet<String> wider = new TreeSet<>(scopes);
        wider.add(scope(repository, "pull"));
        return new Access(origin, query, wider);
    }

    Access withScopes(SortedSet<String> wider) {
        return new Access(origin, query, wider);
    }

    /** Whether nothing but reading is asked for; not if it is about being known at all. */
    boolean readsOnly() {
        return !scopes.isEmpty() && scopes.stream().allMatch(scope -> scope.endsWith(":pull"));
    }

    private static String scope(String repository, String actions) {
        return "repository:" + repository + ":" + actions;
    }
}
