package dev.drydock.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads nothing of an answer and fails with the reason. */
record RefusingSubscriber(IOException reason) implements HttpResponse.BodySubscriber<byte[]> {

    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.failedStage(reason);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        // None was asked for.
    }

    @Override
    public void onError(Throwable failure) {
        // The reason is known already.
    }

    @Override
    public void onComplete() {
        // The reason is known already.
    }
}
