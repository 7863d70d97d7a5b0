package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.failure.TlsFailure;
import dev.drydock.http.Backoff;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.LocalFailure;
import dev.drydock.http.ProxyRefusal;
import dev.drydock.http.Retries;
import dev.drydock.http.tls.TlsTrust;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * GET requests with redirects, secrets and further tries. A secret goes to the host it is for, and over https or to this
 * machine only; where a redirect leads to another server, nothing secret goes along. Safe for use by any number of threads.
 */
final class WebClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final RemoteOptions options;
    private final Secrets secrets;
    private final BuildLog log;
    private final Retries retries;
    private @Nullable HttpTransport transport;

    WebClient(RemoteOptions options, Secrets secrets, BuildLog log) {
        this.options = options;
        this.secrets = secrets;
        this.log = log;
        this.retries = new Retries(options.http().retries(), log);
    }

    /**
     * An answer, its content in the sink if it is a success.
     *
     * @param conditional whether it answers the question whether something has changed
     */
    record Answer(HttpAnswer http, boolean conditional) {

        /** Whether the server says that it still has what was known of this address. */
        boolean isUnchanged() {
            return conditional && http.status() == 304;
        }
    }

    /**
     * @param known what is here already, which the server need not send again; null for nothing
     * @return the first answer that is no redirect
     * @throws BuildFailure if there is none
     * @throws IOException if the sink cannot be written to
     */
    Answer get(WebAddress address, @Nullable DownloadRecord known, DownloadSink sink)
            throws IOException, InterruptedException {
        Optional<String> authorization = authorization(address);
        WebAddress at = address;
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            Optional<String> shown = at.sameServer(address) ? authorization : at.authorization();
            HttpCall call = call(at, known, shown).into(sink);
            HttpAnswer answer = send(at, call, sink);
            if (!answer.isRedirect()) {
                return new Answer(answer, call.headers().containsKey(IF_NONE_MATCH));
            }
            WebAddress next = at.resolve(answer.header("Location").orElseThrow());
            if (at.isSecure() && !next.isSecure()) {
                throw BuildFailure.ofEnvironment(
                        at + " redirects from https to " + next, "If you trust that address, write it instead.", null);
            }
            at = next;
        }
        throw BuildFailure.ofEnvironment(
                address + " redirects more than " + MAX_REDIRECTS + " times",
                "The server probably redirects in a circle; name the address the file is finally at.",
                null);
    }

    private static HttpCall call(WebAddress address, @Nullable DownloadRecord known, Optional<String> authorization) {
        URI uri = withoutUser(address);
        HttpCall call = HttpCall.get(uri).with("Accept-Encoding", "identity");
        Optional<String> tag = known == null ? Optional.empty() : known.ifNoneMatch(uri);
        if (tag.isPresent()) {
            call = call.with(IF_NONE_MATCH, tag.get());
        }
        return authorization.isPresent() ? call.with("Authorization", authorization.get()) : call;
    }

    private HttpAnswer send(WebAddress address, HttpCall call, DownloadSink sink)
            throws IOException, InterruptedException {
        HttpTransport connections = transport();
        Backoff backoff = retries.get();
        while (true) {
            HttpAnswer answer = null;
            IOException failure;
            try {
                sink.expectAnswer();
                answer = connections.exchange(call);
                if (answer.status() != 429 && answer.status() < 502) {
                    return answer;
                }
                failure = new Busy(call, answer);
            } catch (IOException e) {
                failure = e;
            }
            try {
                backoff.pauseAfter(failure);
            } catch (IOException last) {
                if (answer != null) {
                    return answer;
                }
                throw told(address, last, sink);
            }
        }
    }

    private synchronized HttpTransport transport() throws IOException {
        HttpTransport open = transport;
        if (open == null) {
            open = HttpTransport.open(options.http(), log);
            transport = open;
        }
        return open;
    }

    /** A server that has no time just now. */
    private static final class Busy extends IOException implements Backoff.Advice {

        private final Duration pause;

        private Busy(HttpCall call, HttpAnswer answer) {
            super(call + " was answered " + answer.status());
            this.pause = answer.askedPause();
        }

        @Override
        public boolean mayPass() {
            return true;
        }

        @Override
        public Duration askedPause() {
            return pause;
        }
    }

    private static URI withoutUser(WebAddress address) {
        String text = address.uri().toString();
        String user = address.uri().getRawUserInfo();
        return user == null ? address.uri() : URI.create(text.replaceFirst("://[^/@]*@", "://"));
    }

    private BuildFailure told(WebAddress address, IOException failure, DownloadSink sink) throws IOException {
        if (failure instanceof LocalFailure local && sink.hasBegun()) {
            throw local.reason();
        }
        if (failure instanceof DownloadSink.TooLarge) {
            return BuildFailure.ofEnvironment(
                    address + " has more than " + options.maxBytes() + " bytes, the most that ADD downloads",
                    "Download it in a RUN, such as with curl.",
                    null);
        }
        if (sink.hasBegun()) {
            return BuildFailure.ofEnvironment(
                    "The download of " + address + " broke off: " + Cause.of(failure), "Build again.", failure);
        }
        return BuildFailure.ofEnvironment(
                address + " cannot be reached: " + Cause.of(failure), cure(address, failure), failure);
    }

    private static String cure(WebAddress address, IOException failure) {
        if (failure instanceof ProxyRefusal refusal) {
            return refusal.cure(address.host());
        }
        Optional<TlsFailure> tls = TlsFailure.of(failure);
        return tls.isPresent()
                ? TlsTrust.cure(address.host(), tls.get())
                : "Check the address and the network. Proxies are taken from settings.xml, the JVM and the environment.";
    }

    private Optional<String> authorization(WebAddress address) throws IOException {
        Optional<String> header = secrets.text("HTTP_AUTH_HEADER_" + address.host());
        Optional<String> token = secrets.text("HTTP_AUTH_TOKEN_" + address.host());
        Optional<String> secret = token.map(t -> "Bearer " + t).or(() -> header);
        if (secret.isPresent() && !address.isSecure() && !address.isLoopback()) {
            throw BuildFailure.ofBuild(
                    "the secret for " + address.host() + " would be sent to " + address + " over plain http",
                    "Use https.");
        }
        if (secret.isPresent() && secret.get().chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw BuildFailure.ofBuild(
                    "the secret for " + address.host() + " contains characters that an HTTP header cannot have",
                    "Remove line breaks and other control characters from it.");
        }
        return secret.or(address::authorization);
    }

    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
