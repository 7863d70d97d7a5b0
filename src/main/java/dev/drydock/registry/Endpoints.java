package dev.drydock.registry;

import dev.drydock.concurrent.SingleFlight;
import dev.drydock.failure.TlsFailure;
import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.address.Origin;
import dev.drydock.image.Reference;
import dev.drydock.registry.auth.VersionEndpoint;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Finds out how a registry is reached. HTTPS, without a word, for all but insecure hosts; these are asked once what they
 * speak: loopback plain HTTP first (it nearly always does), others TLS first, so that nothing goes in plain by accident.
 */
@StartUp
final class Endpoints implements SingleFlight.Work<String, URI> {

    private static final String DOCKER_HUB_HOST = "registry-1.docker.io";

    private final HttpTransport transport;
    private final InsecureHosts insecure;
    private final Supplier<Backoff> backoffs;
    private final VersionEndpoint version;
    private final SingleFlight<String, URI> bases = new SingleFlight<>();

    /** @param version told of every answer of a registry */
    Endpoints(HttpTransport transport, InsecureHosts insecure, Supplier<Backoff> backoffs, VersionEndpoint version) {
        this.version = version;
        this.transport = transport;
        this.insecure = insecure;
        this.backoffs = backoffs;
    }

    Repository repository(Reference reference) throws IOException, InterruptedException {
        return repository(reference.registry(), reference.repository());
    }

    Repository repository(String registry, String name) throws IOException, InterruptedException {
        return new Repository(registry, bases.get(registry, this), name);
    }

    /**
     * Connects to where the registry is most likely found, so that the first request of many need not wait for that. One
     * attempt, without any log-in; what comes of it is for that first request to find out.
     *
     * @throws IOException if nothing answered
     */
    void greet(String registry) throws IOException, InterruptedException {
        URI secure = secure(registry);
        URI likely = insecure.allows(Origin.of(secure)) && plainFirst(Origin.of(secure)) ? plain(registry) : secure;
        if (speaks(likely)) {
            bases.learn(registry, likely);
        }
    }

    /** The registry's base, found out anew. */
    @Override
    public URI make(String registry) throws IOException, InterruptedException {
        URI secure = secure(registry);
        Origin origin = Origin.of(secure);
        URI plain = plain(registry);
        if (!insecure.allows(origin) && !insecure.allows(Origin.of(plain))) {
            return secure;
        }
        boolean plainFirst = plainFirst(origin);
        Backoff backoff = backoffs.get();
        while (true) {
            try {
                return plainFirst ? probe(plain, secure) : probe(secure, plain);
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    private boolean plainFirst(Origin origin) {
        return origin.isLoopback() && !insecure.isConfigured(origin);
    }

    private static URI secure(String registry) {
        return URI.create("https://" + host(registry));
    }

    private static URI plain(String registry) {
        return URI.create("http://" + host(registry));
    }

    private static String host(String registry) {
        return registry.equals(Reference.DOCKER_HUB) ? DOCKER_HUB_HOST : registry;
    }

    /** The first of the two that anything answers at; a broken answer still tells that somebody speaks this. */
    private URI probe(URI first, URI second) throws IOException, InterruptedException {
        IOException failure;
        try {
            if (speaks(first)) {
                return first;
            }
            failure = new ConnectException(Origin.of(first) + " speaks TLS only");
        } catch (IOException e) {
            if (Backoff.isAbsent(e) && !usesAnotherPort(first, second)
                    || TlsFailure.of(e).isPresent()) {
                throw e;
            }
            failure = e;
        }
        try {
            if (speaks(second)) {
                return second;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private boolean speaks(URI base) throws IOException, InterruptedException {
        HttpAnswer answer = transport.exchange(HttpCall.get(URI.create(base + "/v2/")));
        boolean speaks = isOfThis(base, answer);
        if (speaks) {
            version.heard(answer);
        }
        return speaks;
    }

    private static boolean isOfThis(URI base, HttpAnswer answer) {
        if (base.getScheme().equals("https") || answer.status() != 400) {
            return !(base.getScheme().equals("http") && movesToTls(base, answer));
        }
        // The words of Go, nginx and Apache when a TLS port is spoken to in plain.
        String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
        return !body.contains("HTTPS") && !body.contains("SSL-enabled");
    }

    private static boolean movesToTls(URI base, HttpAnswer answer) {
        String location = answer.header("Location").orElse("");
        return answer.isRedirect() && location.startsWith("https://" + base.getRawAuthority() + "/");
    }

    private static boolean usesAnotherPort(URI first, URI second) {
        return Origin.of(first).port() != Origin.of(second).port();
    }
}
