package dev.drydock.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.http.AskedPauses;
import dev.drydock.http.Backoff;
import dev.drydock.http.ElsewhereFailure;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.LocalFailure;
import dev.drydock.http.ProxyRefusal;
import dev.drydock.http.Retries;
import dev.drydock.http.address.Origin;
import dev.drydock.image.Json;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.auth.Authorizer;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of the endpoints: logs in where asked to, follows redirects, and repeats what may be repeated. An
 * {@code Authorization} header goes to the access's origin and to no other, wherever a redirect or a {@code Location} leads.
 */
@StartUp
final class RegistryCalls {

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_LOGINS = 3;

    private final HttpTransport transport;
    private final Authorizer authorizer;
    private final RedirectRules destinations;
    private final Retries retries;
    private final AskedPauses pauses;
    private final OptionalQuestions shortcuts;

    RegistryCalls(
            HttpTransport transport,
            Authorizer authorizer,
            RedirectRules destinations,
            Retries retries,
            AskedPauses pauses) {
        this.pauses = pauses;
        this.transport = transport;
        this.authorizer = authorizer;
        this.destinations = destinations;
        this.retries = retries;
        this.shortcuts = new OptionalQuestions(retries.log());
    }

    Backoff backoff() {
        return retries.get();
    }

    /** The patience of a question that can do without an answer. */
    Backoff brief() {
        return retries.brief().get();
    }

    OptionalQuestions shortcuts() {
        return shortcuts;
    }

    RedirectRules destinations() {
        return destinations;
    }

    /** Whether the registry has asked for credentials, and is shown some. */
    boolean hasLoggedIn(Access access) throws IOException, InterruptedException {
        return authorizer.authorization(access).isPresent();
    }

    /**
     * Repeats the call until its answer has one of the statuses.
     *
     * @throws StatusFailure for an answer that has not
     */
    HttpAnswer until(Access access, HttpCall call, int... statuses) throws IOException, InterruptedException {
        return until(access, call, backoff(), statuses);
    }

    /** As {@link #until(Access, HttpCall, int...)}, with no more patience than this. */
    HttpAnswer until(Access access, HttpCall call, Backoff backoff, int... statuses)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return wanted(call, once(access, call), statuses);
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    /**
     * As {@link #until}, for an answer 200 whose body is a JSON object; one that is none is asked for again.
     *
     * @return empty for the statuses that mean there is no such thing
     */
    Optional<Document> document(Access access, HttpCall call, int... absent) throws IOException, InterruptedException {
        Backoff backoff = backoff();
        while (true) {
            try {
                HttpAnswer answer = once(access, call);
                return answer.status() == 200
                        ? Optional.of(new Document(parse(call, answer), answer))
                        : none(call, answer, absent);
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    /** An answer and the object its body is. */
    record Document(ObjectNode content, HttpAnswer answer) {}

    private static ObjectNode parse(HttpCall call, HttpAnswer answer) throws WrongBytes {
        try {
            return Json.parseObject(answer.body());
        } catch (IOException e) {
            throw new WrongBytes(call + ": no JSON came but " + answer.body().length + " bytes of something else");
        }
    }

    private static Optional<Document> none(HttpCall call, HttpAnswer answer, int... absent) throws StatusFailure {
        wanted(call, answer, absent);
        return Optional.empty();
    }

    static HttpAnswer wanted(HttpCall call, HttpAnswer answer, int... statuses) throws StatusFailure {
        for (int status : statuses) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new StatusFailure(call, answer);
    }

    /** As {@link #wanted}, for all statuses that mean success. */
    static void succeeded(HttpCall call, HttpAnswer answer) throws StatusFailure {
        if (!answer.isSuccess()) {
            throw new StatusFailure(call, answer);
        }
    }

    /** Whether the registry itself gave the answer, not a host it had sent us to. */
    static boolean isFrom(Repository repository, HttpAnswer answer) {
        return Origin.of(answer.uri()).equals(repository.origin());
    }

    /**
     * Makes the call once, but for logging in; any answer is returned except that we are not let in.
     *
     * @throws AccessRefused if we are not
     */
    HttpAnswer once(Access access, HttpCall call) throws IOException, InterruptedException {
        return once(access, call, true);
    }

    /** @param doubting whether a refusal without any challenge may hide one */
    private HttpAnswer once(Access access, HttpCall call, boolean doubting) throws IOException, InterruptedException {
        for (int logins = 0; ; logins++) {
            String shown = authorizer.authorization(access).orElse(null);
            HttpAnswer answer = follow(access.origin(), call, shown);
            if (!Origin.of(answer.uri()).equals(access.origin())) {
                return answer;
            }
            if (doubting && shown == null && authorizer.findsLogin(access, answer)) {
                return loggedIn(access, call, answer);
            }
            if (answer.status() == 403 || answer.status() == 401 && logins == MOST_LOGINS) {
                throw authorizer.refusal(access, answer);
            }
            if (answer.status() != 401) {
                return answer;
            }
            authorizer.challenged(access, shown, answer);
        }
    }

    private HttpAnswer loggedIn(Access access, HttpCall call, HttpAnswer before)
            throws IOException, InterruptedException {
        try {
            return once(access, call, false);
        } catch (AccessRefused refused) {
            if (authorizer.goesWithout(access, before, refused)) {
                return before;
            }
            throw refused;
        }
    }

    private HttpAnswer follow(Origin registry, HttpCall call, @Nullable String authorization)
            throws IOException, InterruptedException {
        URI at = call.uri();
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpCall next = call.to(at);
            if (authorization != null && Origin.of(at).equals(registry)) {
                next = next.with("Authorization", authorization);
            }
            pauses.await(Origin.of(at));
            HttpAnswer answer = exchange(registry, next);
            if (answer.status() == 429 || answer.status() == 503) {
                pauses.asked(Origin.of(at), new StatusFailure(next, answer).askedPause());
            }
            if (!answer.isRedirect()) {
                return answer;
            }
            boolean reading = call.method().equals("GET") || call.method().equals("HEAD");
            if (!reading && answer.status() != 307 && answer.status() != 308) {
                throw new StatusFailure(next, answer);
            }
            at = destinations.follow(registry, at, answer.header("Location").orElseThrow());
        }
        throw new BadAnswer(call + " was redirected more than " + MOST_REDIRECTS + " times");
    }

    /** A failure on the way says where it happened, if that was not the registry. */
    private HttpAnswer exchange(Origin registry, HttpCall call) throws IOException, InterruptedException {
        try {
            return transport.exchange(call);
        } catch (IOException e) {
            Origin host = Origin.of(call.uri());
            boolean ofItsOwn = e instanceof LocalFailure || e instanceof Backoff.Advice && !(e instanceof ProxyRefusal);
            throw host.equals(registry) || ofItsOwn ? e : new ElsewhereFailure(host, e);
        }
    }
}
