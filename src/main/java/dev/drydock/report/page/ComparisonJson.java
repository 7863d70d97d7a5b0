package dev.drydock.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.report.Comparison;
import dev.drydock.report.difference.Change;
import dev.drydock.report.difference.Difference;
import dev.drydock.report.difference.FileChange;
import java.io.IOException;
import java.util.List;

/** Writes a comparison, see {@link ReportJson}. */
final class ComparisonJson {

    /** So many files are named, those that change most bytes. */
    private static final int MOST_FILES = 5000;

    private ComparisonJson() {}

    static void write(Comparison comparison, JsonGenerator out) throws IOException {
        Difference difference = comparison.difference();
        out.writeObjectFieldStart("comparison");
        out.writeStringField("note", FileColumns.shown(comparison.note()));
        if (difference != null) {
            out.writeObjectFieldStart("difference");
            out.writeNumberField("size", difference.size());
            out.writeNumberField("filesInAll", difference.files().size());
            files(difference.files(), out);
            changes("packages", difference.packages(), out);
            changes("config", difference.config(), out);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void files(List<FileChange> changes, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("files");
        for (FileChange change : changes.subList(0, Math.min(MOST_FILES, changes.size()))) {
            out.writeStartArray();
            out.writeString(FileColumns.shown("/" + change.path()));
            out.writeNumber(change.before());
            out.writeNumber(change.after());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void changes(String field, List<Change> changes, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(field);
        for (Change change : changes) {
            out.writeStartArray();
            out.writeString(FileColumns.shown(change.what()));
            out.writeString(FileColumns.shown(change.before()));
            out.writeString(FileColumns.shown(change.after()));
            out.writeEndArray();
        }
        out.writeEndArray();
    }
}
