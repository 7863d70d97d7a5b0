package dev.drydock.maven.log;

import dev.drydock.failure.BuildFailure;
import dev.drydock.report.ImageReport;
import dev.drydock.report.waste.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Limits an image is held to. */
public final class ReportLimits {

    private static final int NAMED = 3;

    private ReportLimits() {}

    /** @throws BuildFailure if more bytes are wasted, that a change of the Dockerfile would save; it names where most are */
    public static void checkWaste(ImageReport report, String setting, long most) {
        long wasted = report.waste().bytes();
        if (wasted <= most) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.waste().findings()) {
            if (!finding.base() && lines.size() < 2 * NAMED) {
                lines.addAll(ReportSummary.finding(finding));
            }
        }
        throw BuildFailure.ofBuild(
                "The image " + report.subject().title() + " wastes " + Wording.size(wasted) + ", more than the "
                        + Wording.size(most) + " of " + setting + System.lineSeparator()
                        + String.join(System.lineSeparator(), lines),
                "Change the Dockerfile as said, or raise " + setting + ".");
    }

    /** @throws BuildFailure if the image takes more bytes as it is stored; it names the largest layers */
    public static void checkSize(ImageReport report, String setting, long most) {
        long size = report.subject().size();
        if (size <= most) {
            return;
        }
        List<String> lines = new ArrayList<>();
        report.layers().stream()
                .sorted(Comparator.comparingLong(layer -> -layer.layer().blob().size()))
                .limit(NAMED)
                .forEach(layer ->
                        lines.add("  " + Wording.size(layer.layer().blob().size()) + "  " + layer.title()));
        throw BuildFailure.ofBuild(
                "The image " + report.subject().title() + " has " + Wording.size(size) + ", more than the "
                        + Wording.size(most) + " of " + setting + ". Its largest layers:" + System.lineSeparator()
                        + String.join(System.lineSeparator(), lines),
                "Make the image smaller, or raise " + setting + ".");
    }
}
