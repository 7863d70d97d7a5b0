package dev.drydock.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Feeds content to the HTTP client piece by piece as the connection takes it, so that memory stays flat. Reading happens
 * on the client's threads, which may block.
 */
final class ContentPublisher implements HttpRequest.BodyPublisher, AutoCloseable {

    private static final int PIECE = 128 << 10;

    private final HttpCall.Body body;
    private final ExchangeWatch watch;
    private final List<Feed> feeds = new ArrayList<>();
    private boolean closed;

    ContentPublisher(HttpCall.Body body, ExchangeWatch watch) {
        this.body = body;
        this.watch = watch;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Feed feed = new Feed(subscriber);
        synchronized (this) {
            if (!closed) {
                feeds.add(feed);
            } else {
                feed.over = true;
            }
        }
        subscriber.onSubscribe(feed);
    }

    /** No byte is read any more when this returns. */
    @Override
    public void close() throws IOException {
        List<Feed> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(feeds);
        }
        for (Feed feed : all) {
            feed.cancel();
        }
    }

    private final class Feed implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private @Nullable ReadableByteChannel channel;
        private long left = body.length();
        private long demand;
        private boolean feeding;
        private boolean over;

        Feed(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            synchronized (this) {
                if (over) {
                    return;
                }
                demand = n > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + n;
                if (feeding) {
                    return;
                }
                feeding = true;
            }
            feed();
        }

        private void feed() {
            while (true) {
                ByteBuffer piece = null;
                IOException failure = null;
                boolean last;
                synchronized (this) {
                    if (over || (demand == 0 && left > 0)) {
                        feeding = false;
                        return;
                    }
                    if (left > 0) {
                        demand--;
                        try {
                            piece = read();
                        } catch (IOException e) {
                            failure = body.content().isLocal() ? new LocalFailure(e) : e;
                        }
                    }
                    last = left == 0;
                    if (last || failure != null) {
                        release();
                    }
                }
                if (failure != null) {
                    subscriber.onError(failure);
                    return;
                }
                watch.moved();
                if (piece != null) {
                    subscriber.onNext(piece);
                }
                if (last) {
                    watch.bodySent();
                    subscriber.onComplete();
                    return;
                }
            }
        }

        private ByteBuffer read() throws IOException {
            ReadableByteChannel in = channel;
            if (in == null) {
                in = body.content().openAt(body.offset());
                channel = in;
            }
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
            while (piece.hasRemaining()) {
                if (in.read(piece) < 0) {
                    throw new EOFException("content ended " + (left - piece.position()) + " bytes early");
                }
            }
            left -= piece.capacity();
            return piece.flip();
        }

        private void release() {
            over = true;
            feeding = false;
            ReadableByteChannel in = channel;
            channel = null;
            if (in != null) {
                try {
                    in.close();
                } catch (IOException ignored) {
                    // It was only read from, and whether all was read is known from the count.
                }
            }
        }

        @Override
        public synchronized void cancel() {
            release();
        }
    }
}
