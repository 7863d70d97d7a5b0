package dev.drydock.maven.log;

/** Something under way. Times are nanoseconds of no particular beginning. Not thread-safe. */
public final class Task {

    /** Long enough to even out bursts, short enough to show that a transfer has come to a halt. */
    private static final long RATE_WINDOW = 2_000_000_000L;

    /** Kind of thing that goes on. */
    public enum Kind {
        STEP,
        FETCH,
        SEND,
        /** Anything else, such as unpacking. */
        OTHER;

        boolean isTransfer() {
            return this == FETCH || this == SEND;
        }
    }

    private final Object key;
    private final String what;
    private final Kind kind;
    private final long began;
    private long heard;
    private long done;
    private long total;
    private long firstDone;
    private long mark;
    private long markDone;
    private long nextMark;
    private long nextMarkDone;

    Task(Object key, String what, Kind kind, long began) {
        this.key = key;
        this.what = what;
        this.kind = kind;
        this.began = began;
        this.heard = began;
    }

    Object key() {
        return key;
    }

    /** A step as the log names it, or words such as {@code unpacking debian}. */
    public String what() {
        return what;
    }

    public Kind kind() {
        return kind;
    }

    public long began() {
        return began;
    }

    /** When a step has printed something for the last time; its beginning if it has not. */
    public long heard() {
        return heard;
    }

    /** Bytes that a transfer has moved so far. */
    public long done() {
        return done;
    }

    /** Bytes that a transfer is to move. */
    public long total() {
        return total;
    }

    void hears(long now) {
        heard = now;
    }

    void moves(long bytes, long of, long now) {
        if (total == 0) {
            firstDone = bytes;
            markDone = bytes;
            mark = now;
            nextMarkDone = bytes;
            nextMark = now;
        }
        done = bytes;
        total = of;
        if (now - nextMark >= RATE_WINDOW) {
            mark = nextMark;
            markDone = nextMarkDone;
            nextMark = now;
            nextMarkDone = bytes;
        }
    }

    /** Bytes a second of a transfer during the last few seconds; 0 if that cannot be told yet. */
    public long rate(long now) {
        long nanos = now - mark;
        return nanos < RATE_WINDOW / 4 || done == firstDone ? 0 : (long) ((done - markDone) * 1e9 / nanos);
    }
}
