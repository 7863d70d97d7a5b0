package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.REPORT_AGAINST;
import static dev.drydock.maven.settings.DrydockSettings.REPORT_FORMAT;
import static dev.drydock.maven.settings.DrydockSettings.REPORT_MAX_SIZE;
import static dev.drydock.maven.settings.DrydockSettings.REPORT_MAX_WASTED;

import dev.drydock.engine.Workspace;
import dev.drydock.maven.log.ReportLimits;
import dev.drydock.maven.log.ReportSummary;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Choices.ReportFormat;
import dev.drydock.maven.settings.Settings;
import dev.drydock.report.BuiltImages;
import dev.drydock.report.ImageReport;
import dev.drydock.report.page.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what is in the built image: the files of each layer and the instruction that made it, what is wasted and the line of the
 * Dockerfile that would save it. Writes {@code target/drydock/report.html}, one page that needs no network.
 *
 * @since 0.1.0
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class ReportMojo extends ImageMojo {

    /**
     * {@code html} writes the page, {@code json} its data as {@code target/drydock/report.json}, {@code text} prints a
     * summary.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.report.format", defaultValue = "html")
    String reportFormat;

    /**
     * The image to compare with: a reference, or a folder with an image layout, absolute or as {@code oci-layout://FOLDER}. By
     * default the one that was pushed last from here, if it can be had.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.report.against")
    String reportAgainst;

    /**
     * Fails if more is wasted than this, such as {@code 20MB}, which a change of the Dockerfile would save. Waste of the base
     * image does not count.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.report.maxWasted")
    String reportMaxWasted;

    /**
     * Fails if the image is larger than this, such as {@code 200MB}, with its layers compressed as they are stored.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.report.maxSize")
    String reportMaxSize;

    @Inject
    ReportMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        ReportFormat format = settings.choice(REPORT_FORMAT);
        ImageReport report = BuiltImages.report(
                built.get(),
                settings.text(REPORT_AGAINST).orElse(""),
                here.base(),
                surroundings(here, settings, buildLog(here, settings)));
        if (format == ReportFormat.TEXT) {
            ReportSummary.lines(report).forEach(getLog()::info);
        } else {
            Path file = ReportFiles.write(report, built.get().output(), format == ReportFormat.JSON);
            getLog().info("Report " + file + "  " + Wording.size(report.waste().bytes()) + " wasted");
        }
        settings.size(REPORT_MAX_WASTED)
                .ifPresent(most -> ReportLimits.checkWaste(report, REPORT_MAX_WASTED.property(), most));
        settings.size(REPORT_MAX_SIZE)
                .ifPresent(most -> ReportLimits.checkSize(report, REPORT_MAX_SIZE.property(), most));
    }
}
