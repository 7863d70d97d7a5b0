package dev.drydock.maven.terminal;

import dev.drydock.maven.log.Status.Paint;
import dev.drydock.maven.log.Task;
import dev.drydock.maven.log.Wording;
import java.util.ArrayList;
import java.util.List;

/** Shows tasks under way as rows of a terminal, from nothing but its arguments: tasks, time and size in, rows out. */
final class View {

    private static final long SECOND = 1_000_000_000L;

    /** Most things are over before anybody could read of them. */
    private static final long SHOWN_AFTER = SECOND / 2;

    private static final long QUIET_AFTER = 10 * SECOND;

    private static final long SPINNER_TURNS_AFTER = SECOND / 5;

    private static final int MOST_ROWS = 12;

    /** Rows that are left to the log, however small the terminal is. */
    private static final int ROWS_FOR_OTHERS = 4;

    /** Times further to the right are hard to see together with what they belong to. */
    private static final int MOST_COLUMNS = 120;

    private static final int LEAST_FOR_NAME = 12;

    private View() {}

    /** None is as wide as the terminal, whose last column terminals treat each in a way of its own. */
    static List<String> rows(List<Task> tasks, long now, TerminalSize size, Look look) {
        List<Task> shown = new ArrayList<>();
        for (Task task : tasks) {
            if (now - task.began() >= SHOWN_AFTER) {
                shown.add(task);
            }
        }
        int most = Math.max(1, Math.min(MOST_ROWS, size.rows() - ROWS_FOR_OTHERS));
        int width = Math.min(MOST_COLUMNS, size.columns()) - 1;
        int whole = shown.size() <= most ? shown.size() : Math.max(1, most - 1);
        List<String> rows = new ArrayList<>();
        for (Task task : shown.subList(0, whole)) {
            rows.add(row(task, now, width, look));
        }
        if (whole < shown.size() && most > 1) {
            rows.add(look.faint(CellText.shortened("  and " + (shown.size() - whole) + " more", width)));
        }
        return rows;
    }

    private static String row(Task task, long now, int width, Look look) {
        String time = "  " + Wording.seconds(now - task.began());
        int room = width - 2 - time.length();
        if (room < LEAST_FOR_NAME) {
            return CellText.shortened(CellText.oneLine(task.what()), Math.max(0, width));
        }
        String detail = detail(task, now);
        if (detail.length() > room - LEAST_FOR_NAME) {
            detail = "";
        }
        String name = CellText.shortened(CellText.oneLine(task.what()), room - detail.length());
        int gap = room - CellText.width(name) - detail.length();
        return look.spinner(now / SPINNER_TURNS_AFTER) + " " + painted(name, look) + look.faint(detail)
                + " ".repeat(gap) + look.faint(time);
    }

    /** How far it is; "" if there is nothing to say. */
    private static String detail(Task task, long now) {
        switch (task.kind()) {
            case FETCH, SEND -> {
                long rate = task.rate(now);
                return "  " + Wording.size(task.done()) + " of " + Wording.size(task.total())
                        + (rate == 0 ? "" : "  " + Wording.size(rate) + "/s");
            }
            case STEP -> {
                long quiet = now - task.heard();
                return quiet < QUIET_AFTER || task.heard() == task.began()
                        ? ""
                        : "  silent for " + Wording.seconds(quiet);
            }
            default -> {
                return "";
            }
        }
    }

    /** The bracket with the number of a step is marked as in the log. */
    private static String painted(String name, Look look) {
        int end = name.startsWith("[") ? name.indexOf(']') + 1 : 0;
        return look.painted(Paint.STEP, name.substring(0, end)) + name.substring(end);
    }
}
