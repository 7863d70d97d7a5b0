package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerHandlerTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> told = new ArrayList<>();
    private final AnswerSink sink = new AnswerSink() {
        @Override
        public boolean accepts(int status, HttpHeaders headers) {
            told.add("asked for " + status);
            return true;
        }

        @Override
        public void write(ByteBuffer bytes) {
            told.add("given " + bytes.remaining());
        }
    };
    private final AnswerHandler handler = new AnswerHandler(
            HttpCall.get(URI.create("https://registry.example/v2/")).into(sink),
            new ExchangeWatch(timer, Timeouts.DEFAULT, false));

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void anAnswerInTimeGoesToTheSink() {
        deliverTo(handler.apply(new Answer()));

        assertThat(told).containsExactly("asked for 200", "given 3");
    }

    @Test
    void theSinkGetsNothingOfWhatComesAfterItWasDetached() {
        HttpResponse.BodySubscriber<byte[]> begun = handler.apply(new Answer());
        handler.detach();
        deliverTo(begun);

        assertThat(told).containsExactly("asked for 200");
    }

    @Test
    void theSinkIsNotEvenAskedByAnAnswerThatBeginsAfterItWasDetached() {
        handler.detach();
        HttpResponse.BodySubscriber<byte[]> late = handler.apply(new Answer());
        deliverTo(late);

        assertThat(told).isEmpty();
        assertThat(late.getBody().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("nobody waits");
    }

    private static void deliverTo(HttpResponse.BodySubscriber<byte[]> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        subscriber.onNext(List.of(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    }

    private record Answer() implements HttpResponse.ResponseInfo {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
