package dev.drydock.report.page;

import dev.drydock.io.AtomicFiles;
import dev.drydock.report.ImageReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A report in a file. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes {@code report.html}, or {@code report.json}, whole or not at all.
     *
     * @param directory there already
     * @return the file
     */
    public static Path write(ImageReport report, Path directory, boolean json) throws IOException {
        Path file = directory.resolve(json ? "report.json" : "report.html");
        Path making = directory.resolve("report-" + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(making))) {
                if (json) {
                    ReportJson.write(report, out);
                } else {
                    ReportPage.write(report, out);
                }
            }
            AtomicFiles.move(making, file);
        } finally {
            Files.deleteIfExists(making);
        }
        return file;
    }
}
