package dev.drydock.registry.auth;

import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.address.Locations;
import dev.drydock.http.address.Origin;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.fault.ServerErrors;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches tokens from the server a Bearer challenge names: by GET with Basic authentication, or by an OAuth2 form for
 * identity tokens. See the token and OAuth2 pages of the distribution project.
 */
@StartUp
final class TokenServer {

    private static final int ANSWER_LIMIT = 1 << 20;

    private final HttpTransport transport;
    private final InsecureHosts insecure;
    private final Supplier<Backoff> backoffs;

    TokenServer(HttpTransport transport, InsecureHosts insecure, Supplier<Backoff> backoffs) {
        this.transport = transport;
        this.insecure = insecure;
        this.backoffs = backoffs;
    }

    /** The token server said no, with this status. */
    static final class Refusal extends IOException {
        final String what;
        final String said;

        Refusal(HttpAnswer answer) {
            this("token server " + Origin.of(answer.uri()) + " answered " + answer.status(), answer);
        }

        private Refusal(String what, HttpAnswer answer) {
            super(what);
            this.what = what;
            said = ServerErrors.parse(answer).toString();
        }
    }

    /** @throws Refusal if the server does not give one to this credential */
    Token fetch(Access access, Challenge challenge, Optional<Credential> credential)
            throws IOException, InterruptedException {
        HttpCall call = call(access, challenge, realm(access, challenge), credential.orElse(null));
        Backoff backoff = backoffs.get();
        while (true) {
            try {
                long askedAt = System.nanoTime();
                HttpAnswer answer = transport.exchange(call);
                if (answer.isSuccess()) {
                    return Token.parse(answer.body(), askedAt);
                }
                StatusFailure failure = new StatusFailure(call, answer);
                if (!failure.mayPass()) {
                    throw new Refusal(answer);
                }
                throw failure;
            } catch (Refusal refusal) {
                throw refusal;
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    private URI realm(Access access, Challenge challenge) throws IOException {
        try {
            URI realm = URI.create(challenge.parameter("realm"));
            Origin origin = Origin.of(realm);
            boolean plainAllowed = origin.isLoopback()
                    ? access.origin().isLoopback() || insecure.isConfigured(origin)
                    : insecure.allows(origin);
            if (origin.isSecure() || plainAllowed) {
                return realm;
            }
            throw new IOException(access.origin() + " sends us for a token to " + origin
                    + ", which would carry credentials over plain HTTP");
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    access.origin() + " names an unusable token server: " + challenge.parameter("realm"), e);
        }
    }

    private static HttpCall call(Access access, Challenge challenge, URI realm, @Nullable Credential credential) {
        TokenCall call = new TokenCall(access, challenge, realm);
        return credential == null ? call.anonymous(realm) : credential.accept(call);
    }

    private record TokenCall(Access access, Challenge challenge, URI realm) implements Credential.Visitor<HttpCall> {

        @Override
        public HttpCall visit(Credential.Basic basic) {
            URI account = Locations.withQuery(realm, "account", encode(basic.username()));
            return anonymous(account).with("Authorization", basic(basic));
        }

        @Override
        public HttpCall visit(Credential.IdentityToken identity) {
            String form = "grant_type=refresh_token&client_id=drydock&refresh_token=" + encode(identity.token())
                    + "&service=" + encode(challenge.parameter("service"))
                    + "&scope=" + encode(String.join(" ", access.scopes()));
            return HttpCall.of("POST", realm)
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .keeping(ANSWER_LIMIT)
                    .sending(form.getBytes(StandardCharsets.US_ASCII));
        }

        /** It is shown to the registry, not to its token server. */
        @Override
        public HttpCall visit(Credential.RegistryToken own) {
            return anonymous(realm);
        }

        HttpCall anonymous(URI address) {
            URI uri = address;
            if (!challenge.parameter("service").isEmpty()) {
                uri = Locations.withQuery(uri, "service", encode(challenge.parameter("service")));
            }
            for (String scope : access.scopes()) {
                uri = Locations.withQuery(uri, "scope", encode(scope));
            }
            return HttpCall.get(uri).keeping(ANSWER_LIMIT);
        }
    }

    static String basic(Credential.Basic credential) {
        byte[] pair = (credential.username() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
