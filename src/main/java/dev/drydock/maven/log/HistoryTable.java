package dev.drydock.maven.log;

import dev.drydock.engine.record.ImageHistory;
import dev.drydock.engine.record.ImageHistory.Row;
import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.HistoryEntry;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A history as the lines of a table, newest first, after {@code docker history}; with how each layer was come by. */
public final class HistoryTable {

    private static final int CREATED_BY_WIDTH = 60;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private HistoryTable() {}

    /** @param full instructions in full length */
    public static List<String> lines(ImageHistory history, boolean full) {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"CREATED", "CREATED BY", "SIZE", "BUILT"});
        for (Row row : history.rows()) {
            cells.add(new String[] {
                created(row.created()),
                createdBy(row.createdBy().isBlank() ? row.comment() : row.createdBy(), full),
                row.emptyLayer() ? "-" : Wording.size(row.size()),
                origin(row.origin())
            });
        }
        int[] widths = new int[4];
        for (String[] row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        return cells.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()));
            boolean number = i == 2;
            line.append(number ? padding + row[i] : row[i] + padding).append("   ");
        }
        return line.toString().stripTrailing();
    }

    private static String created(String instant) {
        try {
            return OffsetDateTime.parse(instant)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .format(DATE);
        } catch (DateTimeException e) {
            return instant.isEmpty() ? "-" : instant;
        }
    }

    private static String createdBy(String stored, boolean full) {
        String text = HistoryEntry.readable(stored);
        return full || text.length() <= CREATED_BY_WIDTH ? text : text.substring(0, CREATED_BY_WIDTH - 3) + "...";
    }

    private static String origin(@Nullable LayerOrigin origin) {
        if (origin == null) {
            return "";
        }
        return origin.cached() ? "cached, took " + Wording.time(origin.took()) : "in " + Wording.time(origin.took());
    }
}
