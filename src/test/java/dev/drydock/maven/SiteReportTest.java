package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of an image as a page of the project's site. */
class SiteReportTest {

    @TempDir
    Path dir;

    @Test
    void theImageHasAPageInTheSiteThatStandsByItself() throws Exception {
        Files.writeString(dir.resolve("a.txt"), "a");
        Files.writeString(dir.resolve("Dockerfile"), "FROM scratch\nCOPY a.txt /a.txt\n");
        PomBuild project = new PomBuild(dir).user("drydock.cacheDirectory", dir + "/store");
        project.run();
        PomBuild.run("site-report", SiteReportMojo::new, false, project);
        assertThat(dir.resolve("target/site/drydock.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("Content-Security-Policy");
    }

    @Test
    void theConfigurationOfTheSitePluginIsNoneOfItsOwn() throws Exception {
        Files.writeString(dir.resolve("a.txt"), "a");
        Files.writeString(dir.resolve("Dockerfile"), "FROM scratch\nCOPY a.txt /a.txt\n");
        PomBuild project = new PomBuild(dir)
                .user("drydock.cacheDirectory", dir + "/store")
                .configuration("<layoutDirectory>target/elsewhere</layoutDirectory>");
        project.run();
        Plugin site = new Plugin();
        site.setArtifactId("maven-site-plugin");
        site.setConfiguration(Xpp3DomBuilder.build(
                new StringReader("<configuration><outputDirectory>there</outputDirectory></configuration>")));
        project.runInSite(SiteReportMojo::new, site);
        assertThat(dir.resolve("target/site/drydock.html")).content().contains("Content-Security-Policy");
    }

    @Test
    void aModuleWithoutAnImageHasNone() throws Exception {
        PomBuild project = new PomBuild(dir).user("drydock.cacheDirectory", dir + "/store");
        PomBuild.run("site-report", SiteReportMojo::new, false, project);
        assertThat(dir.resolve("target/site")).doesNotExist();
    }
}
