package dev.drydock.report.page;

import dev.drydock.io.AtomicFiles;
import dev.drydock.report.ImageReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
        return json
                ? write(directory.resolve("report.json"), out -> ReportJson.write(report, out))
                : page(report, directory.resolve("report.html"));
    }

    /**
     * Writes the page to a file, whole or not at all; its directory is made.
     *
     * @return the file
     */
    public static Path page(ImageReport report, Path file) throws IOException {
        return write(file, out -> ReportPage.write(report, out));
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Path write(Path file, Content content) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(directory);
        Path making = directory.resolve("report-" + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(making))) {
                content.writeTo(out);
            }
            AtomicFiles.move(making, file);
        } finally {
            Files.deleteIfExists(making);
        }
        return file;
    }
}
