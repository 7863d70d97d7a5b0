package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.report.ImageReport;
import dev.drydock.report.page.LargeImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {

    private final ImageReport report = LargeImage.report(15_000);

    @Test
    void theSummaryHasFiguresLayersAndWhatIsWasted() {
        List<String> lines = ReportSummary.lines(report);
        assertThat(lines.get(0)).isEqualTo("registry.example/shop/web:1.4 for linux/amd64");
        assertThat(lines.get(1)).matches("  stored 84 MB, unpacked [0-9]+ MB in [0-9]+ files, 7 layers");
        assertThat(lines).contains("Layers, stored and unpacked:", "Wasted:");
        assertThat(lines)
                .anyMatch(line -> line.matches("   1 +21 MB +[0-9]+ MB  base image: ADD file:1f9ae0c5 in /"))
                .anyMatch(line -> line.matches("   4 +12 MB +[0-9]+ MB  Dockerfile:7 COPY \\. \\."))
                .anyMatch(line -> line.matches(" +[0-9.]+ MB  Repositories of git: /app/.git: history of git"))
                .anyMatch(line -> line.contains("Dockerfile:7 (COPY . .): Leave them out with a line **/.git"));
    }

    @Test
    void anImageWithinItsLimitsPasses() {
        assertThatCode(() -> {
                    ReportLimits.checkSize(report, "drydock.report.maxSize", 100_000_000);
                    ReportLimits.checkWaste(report, "drydock.report.maxWasted", 500_000_000);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void tooMuchWasteFailsAndNamesWhereMostOfItIs() {
        assertThatThrownBy(() -> ReportLimits.checkWaste(report, "drydock.report.maxWasted", 20_000_000))
                .isInstanceOf(BuildFailure.class)
                .hasMessageMatching(
                        "(?s)The image registry.example/shop/web:1.4 wastes [0-9]+ MB, more than the 20 MB of drydock.report.maxWasted\\R.*")
                .hasMessageContaining("Several copies of the same content")
                .hasMessageContaining("Dockerfile:7 (COPY . .)")
                .extracting(failure -> ((BuildFailure) failure).blame())
                .isEqualTo(BuildFailure.Blame.BUILD);
    }

    @Test
    void tooLargeAnImageFailsAndNamesItsLargestLayers() {
        assertThatThrownBy(() -> ReportLimits.checkSize(report, "drydock.report.maxSize", 50_000_000))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("has 84 MB, more than the 50 MB of drydock.report.maxSize. Its largest layers:")
                .hasMessageContaining("  18 MB  Dockerfile:3 (RUN apt-get update");
    }
}
