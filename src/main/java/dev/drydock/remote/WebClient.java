package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.failure.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * GET requests with redirects, secrets and a second try. A secret goes to the host it is for, and over https or to this
 * machine only; where a redirect leads to another server, nothing secret goes along.
 */
final class WebClient {

    private static final int MAX_REDIRECTS = 10;
    private static final int TRIES = 3;
    private static final String AGENT = "drydock";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final RemoteOptions options;
    private final Secrets secrets;
    private final HttpClient client;

    WebClient(RemoteOptions options, Secrets secrets) {
        this.options = options;
        this.secrets = secrets;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connect())
                .proxy(new EnvironmentProxies(options.environment()))
                .build();
    }

    /**
     * @param known what is here already, which the server need not send again; null for nothing
     * @return the first answer that is no redirect; the caller closes its body
     * @throws BuildFailure if there is none
     */
    HttpResponse<InputStream> get(WebAddress address, @Nullable DownloadRecord known)
            throws IOException, InterruptedException {
        Optional<String> authorization = authorization(address);
        WebAddress at = address;
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            Optional<String> shown = at.sameServer(address) ? authorization : at.authorization();
            HttpResponse<InputStream> response = send(at, known, shown);
            Optional<String> location = response.headers().firstValue("Location");
            if (!isRedirect(response.statusCode()) || location.isEmpty()) {
                return response;
            }
            response.body().close();
            WebAddress next = at.resolve(location.get());
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

    /** Whether the server says that it still has what was known of this address. */
    static boolean isUnchanged(HttpResponse<?> response) {
        return response.statusCode() == 304 && isConditional(response);
    }

    /** Whether the answer is one to the question whether something has changed. */
    static boolean isConditional(HttpResponse<?> response) {
        return response.request().headers().firstValue(IF_NONE_MATCH).isPresent();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private HttpResponse<InputStream> send(
            WebAddress address, @Nullable DownloadRecord known, Optional<String> authorization)
            throws IOException, InterruptedException {
        URI uri = withoutUser(address);
        var request = HttpRequest.newBuilder(uri)
                .timeout(options.stall())
                .header("User-Agent", AGENT)
                .header("Accept-Encoding", "identity");
        if (known != null) {
            known.ifNoneMatch(uri).ifPresent(tag -> request.header(IF_NONE_MATCH, tag));
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        for (int attempt = 1; ; attempt++) {
            try {
                var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                boolean passing = response.statusCode() == 429 || response.statusCode() >= 502;
                if (!passing || attempt == TRIES) {
                    return response;
                }
                response.body().close();
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw unreachable(address, e);
                }
            }
            Thread.sleep(500L << attempt);
        }
    }

    private static URI withoutUser(WebAddress address) {
        String text = address.uri().toString();
        String user = address.uri().getRawUserInfo();
        return user == null ? address.uri() : URI.create(text.replaceFirst("://[^/@]*@", "://"));
    }

    private static BuildFailure unreachable(WebAddress address, IOException e) {
        return BuildFailure.ofEnvironment(
                address + " cannot be reached: " + Cause.of(e),
                TlsFailure.of(e).isPresent()
                        ? "ADD trusts the authorities that the JVM trusts which runs Maven: add this server's to its"
                                + " trust store, or have curl download the file in a RUN."
                        : "Check the address and the network, and HTTP_PROXY, HTTPS_PROXY and NO_PROXY.",
                e);
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
}
