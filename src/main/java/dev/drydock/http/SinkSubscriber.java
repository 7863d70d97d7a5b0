package dev.drydock.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hands the body of an answer to a sink, one delivery at a time. */
final class SinkSubscriber implements HttpResponse.BodySubscriber<byte[]> {

    private final AnswerSink sink;
    private final ExchangeWatch watch;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private boolean detached;

    SinkSubscriber(AnswerSink sink, ExchangeWatch watch) {
        this.sink = sink;
        this.watch = watch;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription from = subscription;
        if (detached || from == null || result.isDone()) {
            return;
        }
        watch.moved();
        try {
            for (ByteBuffer buffer : buffers) {
                sink.write(buffer);
            }
            from.request(1);
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
            from.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(new byte[0]);
    }

    /** No byte reaches the sink any more when this returns. */
    synchronized void detach() {
        detached = true;
        if (subscription != null && !result.isDone()) {
            subscription.cancel();
        }
    }
}
