package dev.drydock.registry.fault;

import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.address.Origin;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.time.Duration;

/** An answer whose status is not one the request hoped for. */
@StartUp
public final class StatusFailure extends IOException implements Backoff.Advice {

    private final int status;
    private final boolean elsewhere;
    private final transient ServerErrors errors;
    private final Duration retryAfter;
    private final transient RateLimit rateLimit;

    /**
     * How much a registry allows, as Docker Hub and others say it in headers. Each is empty if not said.
     *
     * @param limit {@code 100;w=21600}, meaning 100 in 6 hours
     * @param remaining in the same form
     * @param source whom it is counted for: an address, an account
     */
    public record RateLimit(String limit, String remaining, String source) {

        static RateLimit of(HttpAnswer answer) {
            return new RateLimit(
                    header(answer, "ratelimit-limit"),
                    header(answer, "ratelimit-remaining"),
                    header(answer, "docker-ratelimit-source"));
        }

        private static String header(HttpAnswer answer, String name) {
            return ServerErrors.clean(answer.header(name).orElse(""));
        }
    }

    public StatusFailure(HttpCall call, HttpAnswer answer) {
        this(call, answer, ServerErrors.parse(answer));
    }

    private StatusFailure(HttpCall call, HttpAnswer answer, ServerErrors errors) {
        super(call + " was answered " + answer.status() + by(call, answer)
                + (errors.errors().isEmpty() ? "" : " (" + errors + ")"));
        this.status = answer.status();
        this.elsewhere = !by(call, answer).isEmpty();
        this.errors = errors;
        this.retryAfter = answer.askedPause();
        this.rateLimit = RateLimit.of(answer);
    }

    /** Who gave the answer, if that was not who had been asked. */
    private static String by(HttpCall call, HttpAnswer answer) {
        Origin host = Origin.of(answer.uri());
        return host.equals(Origin.of(call.uri())) ? "" : " by " + host;
    }

    public int status() {
        return status;
    }

    /** Whether it came from another host, one the call had been redirected to. */
    public boolean isElsewhere() {
        return elsewhere;
    }

    public ServerErrors errors() {
        return errors;
    }

    public RateLimit rateLimit() {
        return rateLimit;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    /** A quota of hours rather than a burst: no pause of ours outlasts it. */
    public boolean isPullLimit() {
        return status == 429 && (errors.mention("pull rate limit") || errors.mention("unauthenticated pull"));
    }

    @Override
    public boolean mayPass() {
        if (isPullLimit()) {
            return !retryAfter.isZero();
        }
        return status == 408
                || status == 425
                || status == 429
                || (status >= 500 && status != 501 && status != 505 && status != 507);
    }

    @Override
    public Duration askedPause() {
        return retryAfter;
    }
}
