package dev.drydock.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that the JDK's newer client makes.
 *
 * @param body the content that is sent; null for none
 */
record PooledExchange(
        HttpCall call, Proxies proxies, @Nullable ContentPublisher body, CompletableFuture<HttpResponse<byte[]>> future)
        implements Exchange {

    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

    @Override
    public HttpAnswer answer() throws ExecutionException, InterruptedException {
        HttpResponse<byte[]> response = future.get();
        // A proxy's refusal of CONNECT comes without any body, not even an empty one.
        byte[] kept = Objects.requireNonNullElse(response.body(), new byte[0]);
        return new HttpAnswer(call.uri(), response.statusCode(), response.headers(), kept);
    }

    /** The JDK has the status of a refused CONNECT in the message only. */
    @Override
    public IOException explained(IOException failure) {
        Matcher refused = TUNNEL_FAILED.matcher(String.valueOf(failure.getMessage()));
        return refused.matches() ? proxies.refusal(call, Integer.parseInt(refused.group(1))) : failure;
    }

    @Override
    public void close() throws IOException {
        if (body != null) {
            body.close();
        }
    }
}
