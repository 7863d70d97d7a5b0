package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.REPORT_AGAINST;

import dev.drydock.engine.Workspace;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.report.BuiltImages;
import dev.drydock.report.ImageReport;
import dev.drydock.report.page.ReportFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the page of {@code drydock:report} into the site of the project, for {@code <reporting>} in the POM: {@code mvn package site}.
 * A module without a built image has no such page.
 *
 * @since 0.1.0
 */
@Mojo(name = "site-report", defaultPhase = LifecyclePhase.SITE, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class SiteReportMojo extends ImageMojo implements MavenReport {

    private static final String NAME = "drydock";

    private final Invocation here;
    private @Nullable File directory;

    @Inject
    SiteReportMojo(Invocation invocation) {
        super(invocation.asReport(BindGoals.PLUGIN));
        this.here = invocation;
    }

    /** The site has room for one page of a report, so further images of a module get pages that it does not link. */
    @Override
    void perform(Invocation module, Settings settings) throws IOException, InterruptedException {
        Workspace workspace = Workspaces.of(module, settings);
        if (!Files.exists(workspace.layout())) {
            return;
        }
        ImageReport report = BuiltImages.report(
                workspace,
                settings.text(REPORT_AGAINST).orElse(""),
                module.base(),
                surroundings(module, settings, buildLog(module, settings)));
        String id = settings.imageId();
        Path page = ReportFiles.page(report, site().resolve(NAME + (id.isEmpty() ? "" : "-" + id) + ".html"));
        getLog().info("Report " + page + "  " + Wording.size(report.waste().bytes()) + " wasted");
    }

    private Path site() {
        File told = directory;
        return told != null
                ? told.toPath()
                : Path.of(here.project().getBuild().getDirectory()).resolve("site");
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            execute();
        } catch (MojoExecutionException | MojoFailureException e) {
            throw new MavenReportException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Deprecated there, and the only one that older site plugins ask. */
    @Override
    @Deprecated
    public String getOutputName() {
        return NAME;
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Container image";
    }

    @Override
    public String getDescription(Locale locale) {
        return "Layers, files, waste and packages of the container image.";
    }

    @Override
    public void setReportOutputDirectory(File value) {
        directory = value;
    }

    @Override
    public @Nullable File getReportOutputDirectory() {
        return directory;
    }

    /** The page is written as it is, without the frame of the site. */
    @Override
    public boolean isExternalReport() {
        return true;
    }

    @Override
    public boolean canGenerateReport() {
        return Files.isDirectory(here.output());
    }
}
