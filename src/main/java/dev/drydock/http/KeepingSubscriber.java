package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps the body of an answer up to a limit, so that no server can fill our memory. */
@StartUp
final class KeepingSubscriber implements HttpResponse.BodySubscriber<byte[]> {

    private final int limit;
    private final boolean cutOff;
    private final ExchangeWatch watch;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** @param cutOff whether what exceeds the limit is left unread; otherwise it is a failure */
    KeepingSubscriber(int limit, boolean cutOff, ExchangeWatch watch) {
        this.limit = limit;
        this.cutOff = cutOff;
        this.watch = watch;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription from = subscription;
        if (from == null || result.isDone()) {
            return;
        }
        watch.moved();
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[Math.min(buffer.remaining(), limit - kept.size())];
            buffer.get(piece);
            kept.writeBytes(piece);
            if (buffer.hasRemaining()) {
                if (cutOff) {
                    result.complete(kept.toByteArray());
                } else {
                    result.completeExceptionally(new IOException("the answer is longer than " + limit + " bytes"));
                }
                from.cancel();
                return;
            }
        }
        from.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(kept.toByteArray());
    }
}
