package dev.drydock.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.ImageConfig;
import dev.drydock.io.ByteNames;
import dev.drydock.report.ImageReport;
import dev.drydock.report.ReportStep;
import dev.drydock.report.ReportSubject;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import dev.drydock.report.difference.ConfigRows;
import dev.drydock.report.waste.Finding;
import dev.drydock.report.waste.Waste;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A report as one JSON object, in UTF-8:
 *
 * <pre>
 * image    title, digest, imageId, platform, created, size (bytes as stored), config (label and text of each)
 * steps    of the history, oldest first: instruction, created, layer (-1 none), missing (bytes of one that is not here), built
 * layers   lowest first: instruction, source, base, stored and content (bytes), files, milliseconds (-1 unknown), digest, diffId
 * files    columns of equal length, row 0 being the root: up (how many rows above is the directory), name, kind (a letter each:
 *          d, f, l, h, s), size, layer, fate (v, r, c, d: visible, replaced, copied again, deleted), gone (layer that hides it)
 * waste    bytes, bytesOfBase, findings: kind, title, what, layer, by, base, bytes, files (their number), rows (of the largest),
 *          advice
 * packages columns of equal length: kind, name (with its group), version, licences, path, layer (-1 unknown), purl; unread (sentences)
 * comparison  note; difference if there is one: size, files (path, before and after in bytes, -1 not there) and filesInAll,
 *          packages and config (what, before, after)
 * </pre>
 *
 * Names of files that are not UTF-8 have {@code \xHH} for each byte that is none.
 */
public final class ReportJson {

    /** So many of the files of a finding are named. */
    private static final int MOST_ROWS = 200;

    private final JsonGenerator out;

    private ReportJson(JsonGenerator out) {
        this.out = out;
    }

    /** Writes to the stream, which stays open. */
    public static void write(ImageReport report, OutputStream stream) throws IOException {
        try (JsonGenerator out =
                new JsonFactory().createGenerator(stream).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            new ReportJson(out).all(report);
        }
    }

    private void all(ImageReport report) throws IOException {
        out.writeStartObject();
        image(report.subject());
        out.writeArrayFieldStart("steps");
        for (ReportStep step : report.steps()) {
            step(step);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("layers");
        for (int i = 0; i < report.layers().size(); i++) {
            layer(report.layers().get(i), report.files(), i);
        }
        out.writeEndArray();
        out.writeFieldName("files");
        FileColumns.write(report.files(), out);
        waste(report.waste());
        PackageColumns.write(report, out);
        ComparisonJson.write(report.comparison(), out);
        out.writeEndObject();
    }

    private void image(ReportSubject subject) throws IOException {
        ImageConfig config = subject.config();
        out.writeObjectFieldStart("image");
        text("title", subject.title());
        text("digest", subject.digest().toString());
        text("imageId", subject.imageId().toString());
        text("platform", config.platform().toString());
        text("created", config.created());
        out.writeNumberField("size", subject.size());
        out.writeArrayFieldStart("config");
        for (Map.Entry<String, String> row : ConfigRows.of(config).entrySet()) {
            out.writeStartArray();
            out.writeString(ByteNames.toUnicode(row.getKey()));
            out.writeString(ByteNames.toUnicode(row.getValue()));
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void step(ReportStep step) throws IOException {
        out.writeStartObject();
        text("instruction", step.instruction());
        text("created", step.created());
        out.writeNumberField("layer", step.layer());
        out.writeNumberField("missing", step.missing());
        text("built", step.built());
        out.writeEndObject();
    }

    private void layer(ReportLayer layer, FileTable files, int number) throws IOException {
        LayerOrigin origin = layer.origin();
        out.writeStartObject();
        text("instruction", layer.instruction());
        text("source", layer.source());
        out.writeBooleanField("base", layer.base());
        out.writeNumberField("stored", layer.layer().blob().size());
        out.writeNumberField("content", files.bytesOf(number));
        out.writeNumberField("files", files.filesOf(number));
        out.writeNumberField("milliseconds", origin == null ? -1 : origin.took().toMillis());
        text("digest", layer.layer().blob().digest().toString());
        text("diffId", layer.layer().diffId().toString());
        out.writeEndObject();
    }

    private void waste(Waste waste) throws IOException {
        out.writeObjectFieldStart("waste");
        out.writeNumberField("bytes", waste.bytes());
        out.writeNumberField("bytesOfBase", waste.bytesOfBase());
        out.writeArrayFieldStart("findings");
        for (Finding finding : waste.findings()) {
            out.writeStartObject();
            text("kind", finding.kind().name());
            text("title", finding.kind().title());
            text("what", FileColumns.shown(finding.what()));
            out.writeNumberField("layer", finding.layer());
            out.writeNumberField("by", finding.causedBy());
            out.writeBooleanField("base", finding.base());
            out.writeNumberField("bytes", finding.bytes());
            out.writeNumberField("files", finding.rows().size());
            out.writeArrayFieldStart("rows");
            for (int row :
                    finding.rows().subList(0, Math.min(MOST_ROWS, finding.rows().size()))) {
                out.writeNumber(row);
            }
            out.writeEndArray();
            text("advice", FileColumns.shown(finding.advice()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void text(String field, String value) throws IOException {
        out.writeStringField(field, ByteNames.toUnicode(value));
    }
}
