package dev.drydock.registry.auth;

import dev.drydock.concurrent.SingleFlight;
import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.address.Origin;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialChain;
import dev.drydock.registry.credential.CredentialChain.Finding;
import dev.drydock.registry.fault.ServerErrors;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what to show each registry. Nothing is shown before it has asked; then its challenge is remembered, so that later
 * requests come with the right header at once. Tokens are fetched once for all threads and renewed before they expire.
 */
public final class Authorizer {

    private final CredentialChain credentials;
    private final TokenServer tokenServer;
    private final VersionEndpoint version;
    private final BuildLog log;
    private final Map<Origin, Challenge> challenges = new ConcurrentHashMap<>();
    private final Map<Access, SortedSet<String>> widened = new ConcurrentHashMap<>();
    private final SingleFlight<Access, Token> tokens = new SingleFlight<>();

    public Authorizer(
            CredentialChain credentials,
            HttpTransport transport,
            InsecureHosts insecure,
            Supplier<Backoff> backoffs,
            VersionEndpoint version,
            BuildLog log) {
        this.credentials = credentials;
        this.version = version;
        this.tokenServer = new TokenServer(transport, insecure, backoffs);
        this.log = log;
    }

    /**
     * The {@code Authorization} header for a request to the access's origin; empty as long as it has not asked for one.
     *
     * @throws AccessRefused if the token server gives no token
     */
    public Optional<String> authorization(Access access) throws IOException, InterruptedException {
        Challenge challenge = challenges.get(access.origin());
        if (challenge == null) {
            return Optional.empty();
        }
        Optional<Credential> credential = credentials.find(access.query()).credential();
        if (challenge.isBasic()) {
            return credential
                    .filter(Credential.Basic.class::isInstance)
                    .map(found -> TokenServer.basic((Credential.Basic) found));
        }
        if (credential.isPresent() && credential.get() instanceof Credential.RegistryToken own) {
            return Optional.of("Bearer " + own.token());
        }
        Access wide = wide(access);
        boolean answered = false;
        try {
            Token token = tokens.get(wide, Token::isFresh, scope -> fetch(scope, challenge));
            answered = true;
            return Optional.of("Bearer " + token.value());
        } finally {
            if (!answered) {
                // a challenge that leads to no token may have been a mistake of the moment: the next request asks anew
                challenges.remove(access.origin(), challenge);
                version.forget(access.origin());
            }
        }
    }

    /**
     * Whether an answer may hide that one has to log in, and now there is something to show. Registries that behave say so with
     * 401 and a challenge; others do at {@code /v2/} only. A 404 is believed where nobody has given us credentials.
     *
     * @param answer to a request that showed nothing, from the access's origin
     */
    public boolean findsLogin(Access access, HttpAnswer answer) throws InterruptedException {
        int status = answer.status();
        if (status != 400 && status != 401 && status != 403 && status != 404) {
            return false;
        }
        Optional<Credential> credential = credentials.find(access.query()).credential();
        if (status == 404 && credential.isEmpty()) {
            return false;
        }
        if (status == 401 && choose(access, offered(answer)) != null) {
            return false;
        }
        Challenge challenge = challenges.get(access.origin());
        if (challenge == null) {
            try {
                challenge = choose(access, version.challenges(access.origin()));
            } catch (IOException e) {
                log.debug(access.origin() + "/v2/ does not say how to log in: " + e.getMessage());
            }
        }
        if (challenge == null || challenge.isBasic() && !(credential.orElse(null) instanceof Credential.Basic)) {
            return false;
        }
        challenges.put(access.origin(), challenge);
        return true;
    }

    /**
     * Whether a refusal is no reason to doubt an answer that was given before logging in: a public repository that lacks what
     * was asked for, and credentials that are old. A password that was refused is not shown to this registry any more.
     */
    public boolean goesWithout(Access access, HttpAnswer before, AccessRefused refused) {
        if (before.status() != 404 || !access.readsOnly() || refused.isForbidden()) {
            return false;
        }
        log.warning(refused.getMessage() + "; going on without credentials");
        Challenge challenge = challenges.remove(access.origin());
        if (challenge != null && challenge.isBasic()) {
            version.disregard(access.origin());
        }
        return true;
    }

    private static List<Challenge> offered(HttpAnswer answer) {
        return Challenge.parseAll(answer.headers().allValues("WWW-Authenticate"));
    }

    /**
     * Takes in an answer 401.
     *
     * @param shown the header the refused request had, if any
     * @throws AccessRefused if nothing else is left to be shown
     */
    public void challenged(Access access, @Nullable String shown, HttpAnswer answer) throws AccessRefused {
        Challenge challenge = choose(access, offered(answer));
        String said = ServerErrors.parse(answer).toString();
        Finding finding = credentials.find(access.query());
        if (challenge == null) {
            challenge = challenges.get(access.origin());
        }
        if (challenge == null) {
            throw new AccessRefused(
                    access, finding, false, access.origin() + " refuses, naming no way to log in,", said);
        }
        challenges.put(access.origin(), challenge);
        if (challenge.isBasic()) {
            boolean presentable = finding.credential()
                    .filter(Credential.Basic.class::isInstance)
                    .isPresent();
            if (shown != null || !presentable) {
                throw new AccessRefused(access, finding, false, access.origin() + " refuses", said);
            }
            return;
        }
        boolean widens = widen(access, challenge.parameter("scope"));
        if (shown != null) {
            boolean ownToken = finding.credential()
                    .filter(Credential.RegistryToken.class::isInstance)
                    .isPresent();
            if (ownToken && !widens) {
                throw new AccessRefused(access, finding, false, access.origin() + " refuses", said);
            }
            tokens.forget(wide(access), token -> shown.equals("Bearer " + token.value()));
        }
    }

    /** The refusal of a request that was let in but not allowed to do this, or had no more to show. */
    public AccessRefused refusal(Access access, HttpAnswer answer) {
        return new AccessRefused(
                access,
                credentials.find(access.query()),
                true,
                access.origin() + " refuses (" + answer.status() + ")",
                ServerErrors.parse(answer).toString());
    }

    private @Nullable Challenge choose(Access access, Collection<Challenge> offered) {
        boolean identity = credentials
                .find(access.query())
                .credential()
                .filter(c -> !(c instanceof Credential.Basic))
                .isPresent();
        Challenge basic = null;
        for (Challenge challenge : offered) {
            if (challenge.isBearer()) {
                return challenge;
            }
            if (challenge.isBasic() && !identity) {
                basic = challenge;
            }
        }
        return basic;
    }

    /** Some registries name repositories otherwise than their addresses do; then their scope is asked for as well. */
    private boolean widen(Access access, String scopes) {
        SortedSet<String> all = new TreeSet<>(wide(access).scopes());
        boolean more = false;
        for (String scope :
                scopes.isBlank() ? List.<String>of() : List.of(scopes.strip().split(" +"))) {
            more |= !covers(all, scope) && all.add(scope);
        }
        if (more) {
            widened.put(access, all);
        }
        return more;
    }

    private static boolean covers(Collection<String> held, String scope) {
        int actions = scope.lastIndexOf(':');
        return actions > 0
                && held.stream()
                        .anyMatch(one -> one.startsWith(scope.substring(0, actions + 1))
                                && List.of(one.substring(actions + 1).split(","))
                                        .containsAll(List.of(
                                                scope.substring(actions + 1).split(","))));
    }

    private Access wide(Access access) {
        return access.withScopes(widened.getOrDefault(access, access.scopes()));
    }

    private Token fetch(Access access, Challenge challenge) throws IOException, InterruptedException {
        Finding finding = credentials.find(access.query());
        try {
            return tokenServer.fetch(access, challenge, finding.credential());
        } catch (TokenServer.Refusal refusal) {
            if (finding.credential().isEmpty() || !access.readsOnly()) {
                throw new AccessRefused(access, finding, false, refusal.what, refusal.said);
            }
            return anonymously(access, challenge, finding, refusal);
        }
    }

    /** Old credentials in some file shall not keep anybody from a public image. */
    private Token anonymously(Access access, Challenge challenge, Finding finding, TokenServer.Refusal refusal)
            throws IOException, InterruptedException {
        try {
            Token token = tokenServer.fetch(access, challenge, Optional.empty());
            log.warning(refusal.what + " for " + finding.who() + "; going on without credentials");
            return token;
        } catch (TokenServer.Refusal again) {
            throw new AccessRefused(access, finding, false, refusal.what, refusal.said);
        }
    }
}
