package dev.drydock.maven.log;

import dev.drydock.image.Digest;
import dev.drydock.progress.BuildLog.Ongoing;
import java.util.ArrayList;
import java.util.List;

/** Steps, transfers and whatever else is under way, as lines for people. Not thread-safe. */
final class WorkUnderWay {

    private static final long SECOND = 1_000_000_000L;

    /** A step that prints something shows by that that it lives. */
    private static final long STEP_SHOWN_AFTER = 10 * SECOND;

    private static final long OTHER_SHOWN_AFTER = SECOND;

    private static final class Doing {
        private final Object key;
        private final String what;
        private final boolean step;
        private final long began;
        private long heard;

        Doing(Object key, String what, boolean step, long began) {
            this.key = key;
            this.what = what;
            this.step = step;
            this.began = began;
            this.heard = began;
        }
    }

    private final OpenTransfers transfers = new OpenTransfers();
    private final List<Doing> doings = new ArrayList<>();

    /** Something that is neither step nor transfer, and ends when it is closed. */
    static Ongoing within(StatusLine status, String what) {
        Ongoing ongoing = new Ongoing() {
            @Override
            public void close() {
                status.ends(this);
            }
        };
        status.begins(ongoing, what, false);
        return ongoing;
    }

    boolean isNothing() {
        return transfers.isEmpty() && doings.isEmpty();
    }

    void moved(Digest blob, boolean upload, long done, long total) {
        transfers.moved(blob, upload, done, total);
    }

    void begins(Object key, String what, boolean step, long now) {
        doings.add(new Doing(key, what, step, now));
    }

    void heard(Object key, long now) {
        for (Doing doing : doings) {
            if (doing.key == key) {
                doing.heard = now;
            }
        }
    }

    void ends(Object key) {
        for (int i = doings.size() - 1; i >= 0; i--) {
            if (doings.get(i).key == key) {
                doings.remove(i);
            }
        }
    }

    /** A line for each, with how long it has been going on. */
    List<String> lines(long now) {
        List<String> lines = new ArrayList<>();
        for (Doing doing : doings) {
            String time = Wording.seconds(now - doing.began);
            lines.add(doing.step ? doing.what + "  still running, " + time : "still " + doing.what + ", " + time);
        }
        for (boolean upload : new boolean[] {false, true}) {
            String moving = transfers.text(upload);
            if (!moving.isEmpty()) {
                lines.add("still " + moving);
            }
        }
        return lines;
    }

    /** One line of what is worth showing now, each with its share of {@code width} characters; "" if nothing is. */
    String line(long now, int width) {
        List<String> moving = new ArrayList<>(List.of(transfers.text(false), transfers.text(true)));
        moving.removeIf(String::isEmpty);
        List<Doing> quiet = new ArrayList<>(doings);
        quiet.removeIf(doing -> now - doing.heard < (doing.step ? STEP_SHOWN_AFTER : OTHER_SHOWN_AFTER));
        int share = (width + 2) / Math.max(1, moving.size() + quiet.size()) - 2;
        List<String> shown = new ArrayList<>();
        for (String each : moving) {
            shown.add(Wording.shortened(each, share));
        }
        for (Doing each : quiet) {
            String time = "  " + Wording.seconds(now - each.began);
            shown.add(Wording.shortened(each.what, share - time.length()) + time);
        }
        return Wording.shortened(String.join("  ", shown), width);
    }
}
