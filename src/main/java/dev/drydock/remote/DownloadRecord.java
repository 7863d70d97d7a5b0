package dev.drydock.remote;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.TextRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Facts remembered of a download, in a {@link TextRecord}.
 *
 * @param etag as the server sent it; "" for none
 * @param from where the answer came from, see {@link #place}; "" if that is not known
 * @param lastModified as the server sent it; "" for none
 */
record DownloadRecord(Digest digest, String etag, String from, String lastModified) {

    private static final String KIND = "download";

    /** RFC 9110, section 8.8.3: in quotes, and not marked as weak. */
    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

    /** For content whose server is not known. */
    static DownloadRecord of(Digest digest) {
        return new DownloadRecord(digest, "", "", "");
    }

    /** Empty if there is none, or it is damaged: then the content is fetched again. */
    static Optional<DownloadRecord> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            TextRecord record = TextRecord.decode(KIND, bytes);
            return Optional.of(new DownloadRecord(
                    Digest.parse(record.text("digest")),
                    record.text("etag"),
                    record.text("from"),
                    record.text("modified")));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("digest", digest.toString());
        values.put("etag", etag);
        values.put("from", from);
        values.put("modified", lastModified);
        AtomicFiles.write(file, TextRecord.encode(KIND, values));
    }

    /**
     * The {@code If-None-Match} for a request to this address; empty if what is here cannot be compared with what is there.
     * Only a strong entity tag stands for the same bytes: times are of whole seconds and are often set on purpose, a weak tag
     * means no more than that the content is equivalent. A tag says nothing of what another address has.
     */
    Optional<String> ifNoneMatch(URI address) {
        boolean same = !from.isEmpty()
                && from.equals(place(address))
                && STRONG.matcher(etag).matches();
        return same ? Optional.of(etag) : Optional.empty();
    }

    /** The address as far as it names the content: without its query, which may be a signature and another each time. */
    static String place(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
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
