package dev.drydock.registry.credential;

import dev.drydock.startup.StartUp;

/** A proof of identity for a registry. No {@code toString} of these says a secret. */
@StartUp
public sealed interface Credential {

    /** Who this is, for logs: a user name or the kind of token. */
    String who();

    /** Calls the visitor's method for this kind of proof. */
    <R> R accept(Visitor<R> visitor);

    /** One method a kind of proof, with a result of type R. */
    interface Visitor<R> {
        R visit(Basic basic);

        R visit(IdentityToken identity);

        R visit(RegistryToken own);
    }

    /** A user name and a password or access token, for Basic authentication and token servers. */
    record Basic(String username, String password) implements Credential {
        @Override
        public String who() {
            return "user '" + username + "'";
        }

        @Override
        public String toString() {
            return who();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** An OAuth2 refresh token ({@code identitytoken} in Docker's files), exchanged at the registry's token server. */
    record IdentityToken(String token) implements Credential {
        @Override
        public String who() {
            return "an identity token";
        }

        @Override
        public String toString() {
            return who();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A bearer token the registry itself takes ({@code registrytoken} in Docker's files). */
    record RegistryToken(String token) implements Credential {
        @Override
        public String who() {
            return "a registry token";
        }

        @Override
        public String toString() {
            return who();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Docker's convention for pairs: the user name {@code <token>} marks an identity token. */
    static Credential of(String username, String secret) {
        return username.equals("<token>") ? new IdentityToken(secret) : new Basic(username, secret);
    }
}
