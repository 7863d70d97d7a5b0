package dev.drydock.remote;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a download: lines {@code name value}.
 *
 * @param etag as the server sent it; "" for none
 * @param lastModified as the server sent it; "" for none
 */
record DownloadRecord(Digest digest, String etag, String lastModified) {

    static Optional<DownloadRecord> read(Path file) throws IOException {
        Map<String, String> lines = new HashMap<>();
        try {
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    lines.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
            String digest = lines.get("digest");
            return digest == null
                    ? Optional.empty()
                    : Optional.of(new DownloadRecord(
                            Digest.parse(digest), lines.getOrDefault("etag", ""), lines.getOrDefault("modified", "")));
        } catch (NoSuchFileException | IllegalArgumentException unusable) {
            return Optional.empty(); // never fetched, or damaged: fetched again
        }
    }

    void write(Path file) throws IOException {
        String text = "digest " + digest + "\netag " + etag + "\nmodified " + lastModified + "\n";
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Headers that ask for the file only if it is another one now. */
    Map<String, String> conditions() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!etag.isEmpty()) {
            headers.put("If-None-Match", etag);
        } else if (!lastModified.isEmpty()) {
            headers.put("If-Modified-Since", lastModified);
        }
        return headers;
    }

    @Nullable
    Instant modified() {
        try {
            return lastModified.isEmpty()
                    ? null
                    : ZonedDateTime.parse(lastModified, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException malformed) {
            return null; // a server that cannot tell the time has not told one
        }
    }
}
