package dev.drydock.maven.log;

import dev.drydock.report.ImageReport;
import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import dev.drydock.report.waste.Finding;
import dev.drydock.report.waste.Waste;
import java.util.ArrayList;
import java.util.List;

/** A report about an image as lines for the console: figures, layers, and what is wasted most. */
public final class ReportSummary {

    private static final int MOST_FINDINGS = 10;
    private static final int INSTRUCTION = 70;

    private ReportSummary() {}

    public static List<String> lines(ImageReport report) {
        List<String> lines = new ArrayList<>();
        FileTable files = report.files();
        long content = 0;
        long visible = 0;
        int count = 0;
        for (int row = 0; row < files.size(); row++) {
            content += files.size(row);
            if (files.visible(row) && files.kind(row) != FileKind.DIRECTORY) {
                visible += files.size(row);
                count++;
            }
        }
        Waste waste = report.waste();
        lines.add(report.subject().title() + " for " + report.subject().config().platform());
        lines.add("  stored " + Wording.size(report.subject().size()) + ", unpacked " + Wording.size(visible) + " in "
                + count + " files, " + report.layers().size() + " layers");
        lines.add("  wasted " + Wording.size(waste.bytes()) + " of " + Wording.size(content)
                + (waste.bytesOfBase() > 0 ? ", and " + Wording.size(waste.bytesOfBase()) + " in the base image" : ""));
        lines.add("Layers, stored and unpacked:");
        for (int i = 0; i < report.layers().size(); i++) {
            lines.add(layer(report.layers().get(i), files.bytesOf(i), i + 1));
        }
        findings(waste, lines);
        return lines;
    }

    private static String layer(ReportLayer layer, long content, int number) {
        String place = layer.source().isEmpty() ? layer.base() ? "base image: " : "" : layer.source() + " ";
        return padded(String.valueOf(number), 4)
                + padded(Wording.size(layer.layer().blob().size()), 9)
                + padded(Wording.size(content), 9)
                + "  " + place + Wording.shortened(layer.instruction(), INSTRUCTION);
    }

    private static void findings(Waste waste, List<String> lines) {
        List<Finding> own = new ArrayList<>();
        for (Finding finding : waste.findings()) {
            if (!finding.base()) {
                own.add(finding);
            }
        }
        if (own.isEmpty()) {
            return;
        }
        lines.add("Wasted:");
        for (Finding finding : own.subList(0, Math.min(MOST_FINDINGS, own.size()))) {
            lines.addAll(finding(finding));
        }
        if (own.size() > MOST_FINDINGS) {
            lines.add("  and " + (own.size() - MOST_FINDINGS) + " smaller things, see the report in HTML");
        }
    }

    /** A finding on two lines: how much and what of, then how to save it. */
    static List<String> finding(Finding finding) {
        return List.of(
                padded(Wording.size(finding.bytes()), 9) + "  " + finding.kind().title() + ": "
                        + Wording.shortened(finding.what(), 100),
                " ".repeat(11) + finding.advice());
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }
}
