package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Decides, when an answer begins, what becomes of its body: a sink takes it, it is kept, or it is refused. */
@StartUp
final class AnswerHandler implements HttpResponse.BodyHandler<byte[]> {

    private final HttpCall call;
    private final ExchangeWatch watch;
    private @Nullable SinkSubscriber sinking;
    private boolean detached;

    AnswerHandler(HttpCall call, ExchangeWatch watch) {
        this.call = call;
        this.watch = watch;
    }

    @Override
    public synchronized HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
        if (detached) {
            return new RefusingSubscriber(new IOException("nobody waits for this answer any more"));
        }
        watch.answerBegan();
        AnswerSink sink = call.sink();
        try {
            if (sink != null && sink.accepts(info.statusCode(), info.headers())) {
                SinkSubscriber subscriber = new SinkSubscriber(sink, watch);
                sinking = subscriber;
                return subscriber;
            }
        } catch (IOException e) {
            return new RefusingSubscriber(e);
        }
        boolean success = info.statusCode() / 100 == 2;
        return new KeepingSubscriber(success ? call.keep() : HttpCall.SMALL, !success, watch);
    }

    /** The sink is not asked, and gets no byte, any more when this returns; a second attempt may use it. */
    synchronized void detach() {
        detached = true;
        if (sinking != null) {
            sinking.detach();
        }
    }
}
