package dev.drydock.engine.source;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.lint.LintReport;
import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings of the build checks in a Dockerfile, on all platforms together. */
public final class BuildChecks {

    private final Dockerfile file;
    private final List<LintReport> reports = new ArrayList<>();
    private final Set<String> lines = new LinkedHashSet<>();

    BuildChecks(Dockerfile file) {
        this.file = file;
    }

    /** Returns the lines not known from another platform. */
    List<String> add(LintReport report) {
        reports.add(report);
        return report.warnings().stream()
                .map(warning -> file.fileName() + ":" + warning.range().first() + ": " + warning.message() + " ("
                        + warning.rule().id() + ")")
                .filter(lines::add)
                .toList();
    }

    /** A warning each, {@code Dockerfile:3: what is wrong (RuleName)}. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** As messages name it. */
    public String fileName() {
        return file.fileName();
    }

    /**
     * For users who want no warnings.
     *
     * @throws BuildFailure if there are any
     */
    public static void refuse(List<String> warnings) {
        if (!warnings.isEmpty()) {
            throw BuildFailure.ofBuild(
                    warnings.get(0) + (warnings.size() == 1 ? "" : ", and " + (warnings.size() - 1) + " more like it"),
                    "Warnings fail the build because of drydock.lint.failOn=warning. Correct the lines, or skip rules"
                            + " with '# check=skip=RuleName' at the top of the Dockerfile.");
        }
    }

    /** @throws BuildFailure if there are warnings and the Dockerfile, or the build argument for this, asks to fail then */
    public void enforce() {
        reports.forEach(report -> report.enforce(file));
    }
}
