package dev.drydock.registry.auth;

import dev.drydock.concurrent.SingleFlight;
import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.address.Origin;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The log-in that registries ask for at {@code /v2/}. Some say it nowhere else, and answer a request without
 * credentials with 400, 403 or 404. Each registry is asked once, unless what comes is no answer of a registry.
 */
public final class VersionEndpoint implements SingleFlight.Work<Origin, VersionEndpoint.Said> {

    private final HttpTransport transport;
    private final Supplier<Backoff> backoffs;
    private final SingleFlight<Origin, Said> answers = new SingleFlight<>();

    /** @param certain whether there is no use in asking again */
    record Said(List<Challenge> challenges, boolean certain) {}

    /** @param backoffs for one request each */
    public VersionEndpoint(HttpTransport transport, Supplier<Backoff> backoffs) {
        this.transport = transport;
        this.backoffs = backoffs;
    }

    /** Takes in an answer that was asked for by others, for other reasons. */
    public void heard(HttpAnswer answer) {
        Said said = said(answer);
        if (said.certain) {
            answers.learn(Origin.of(answer.uri()), said);
        }
    }

    /** Empty if the registry wants no log-in, or says nothing that can be understood. */
    List<Challenge> challenges(Origin registry) throws IOException, InterruptedException {
        return answers.get(registry, Said::certain, this).challenges;
    }

    /** The registry's answer led nowhere: it is asked again when need be. */
    void forget(Origin registry) {
        answers.forget(registry, said -> true);
    }

    /** From now on the registry is taken for one that wants no log-in. */
    void disregard(Origin registry) {
        forget(registry);
        answers.learn(registry, new Said(List.of(), true));
    }

    @Override
    public Said make(Origin registry) throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(URI.create(registry + "/v2/"));
        Backoff backoff = backoffs.get();
        while (true) {
            try {
                HttpAnswer answer = transport.exchange(call);
                StatusFailure failure = new StatusFailure(call, answer);
                if (failure.mayPass()) {
                    throw failure;
                }
                return said(answer);
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    /** A page in HTML is of some gateway that stands before the registry for the moment. */
    private static Said said(HttpAnswer answer) {
        if (answer.status() == 401) {
            List<Challenge> challenges = Challenge.parseAll(answer.headers().allValues("WWW-Authenticate"));
            boolean usable = false;
            for (Challenge challenge : challenges) {
                usable |= challenge.isBasic() || challenge.isBearer();
            }
            return new Said(challenges, usable);
        }
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return new Said(List.of(), answer.isSuccess() && !type.contains("html"));
    }
}
