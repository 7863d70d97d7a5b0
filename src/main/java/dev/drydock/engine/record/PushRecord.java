package dev.drydock.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Reference;
import dev.drydock.io.AtomicFiles;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of {@code image.json} that says where the image is; see {@link ImageRecord}. */
@StartUp
public final class PushRecord {

    /** Holds the reference, by digest, of the last push; a later build leaves it alone. */
    private static final String LAST = "image.pushed";

    private static final Duration DAY = Duration.ofDays(1);

    private PushRecord() {}

    /**
     * Adds where the image was pushed to. A push that found everything in place changes nothing that is there already, but for
     * the time after a day.
     *
     * @param directory has {@code image.json}; without one there is nothing to add to
     */
    public static void write(Path directory, List<PushReport> reports, Instant time) throws IOException {
        Path file = directory.resolve(ImageRecord.FILE);
        if (!Files.exists(file)) {
            return;
        }
        ObjectNode record = Json.parseObject(Files.readAllBytes(file));
        boolean changed = false;
        for (PushReport report : reports) {
            changed |= add(record, report, time);
        }
        if (changed) {
            LastBuild.amend(directory, Json.writePretty(record));
            byte[] last = reference(reports.get(0)).getBytes(StandardCharsets.UTF_8);
            AtomicFiles.write(directory.resolve(LAST), last);
        }
    }

    /**
     * Digests of the manifests about an image that are known to be in a repository: none if that was found out more than a day
     * ago, as registries clean up what has no tag.
     */
    public static Set<Digest> attached(Path directory, Reference target, Digest image, Instant now) throws IOException {
        Path file = directory.resolve(ImageRecord.FILE);
        Set<Digest> attached = new HashSet<>();
        if (Files.exists(file)) {
            for (JsonNode entry : Json.parseObject(Files.readAllBytes(file)).path("pushed")) {
                if (isOf(target, entry)
                        && entry.path("digest").asText().equals(image.toString())
                        && !isOld(entry, now)) {
                    for (String digest : Json.strings(entry, "attachments")) {
                        attached.add(Digest.parse(digest));
                    }
                }
            }
        }
        return attached;
    }

    private static boolean isOld(JsonNode entry, Instant now) {
        try {
            return Instant.parse(entry.path("time").asText()).isBefore(now.minus(DAY));
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    /** The image that was pushed last from a directory, by its digest; empty if nothing is known of a push. */
    public static Optional<Reference> last(Path directory) throws IOException {
        try {
            return Optional.of(Reference.parse(Files.readString(directory.resolve(LAST))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String reference(PushReport report) {
        return report.target().registry() + "/" + report.target().repository() + "@" + report.digest();
    }

    /** Replaces what was known of the repository; tags of an earlier push of the same image are still there. */
    private static boolean add(ObjectNode record, PushReport report, Instant time) {
        ArrayNode all = record.path("pushed") instanceof ArrayNode known ? known : record.putArray("pushed");
        Set<String> tags = new LinkedHashSet<>(report.tags());
        for (int i = 0; i < all.size(); i++) {
            JsonNode old = all.get(i);
            if (isOf(report.target(), old)) {
                if (old.path("digest").asText().equals(report.digest().toString())) {
                    Set<String> before = new LinkedHashSet<>(Json.strings(old, "tags"));
                    if (before.containsAll(tags)
                            && report.bytesSent() == 0
                            && Json.strings(old, "attachments").equals(attachments(report))
                            && !isOld(old, time)) {
                        return false;
                    }
                    before.addAll(tags);
                    tags = before;
                }
                all.remove(i);
                break;
            }
        }
        fill(all.addObject(), report, tags, time);
        return true;
    }

    private static boolean isOf(Reference target, JsonNode entry) {
        return entry.path("registry").asText().equals(target.registry())
                && entry.path("repository").asText().equals(target.repository());
    }

    private static void fill(ObjectNode node, PushReport report, Set<String> tags, Instant time) {
        node.put("registry", report.target().registry());
        node.put("repository", report.target().repository());
        node.put("reference", reference(report));
        node.put("digest", report.digest().toString());
        node.set("tags", Json.array(tags));
        node.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        List<String> attachments = attachments(report);
        if (!attachments.isEmpty()) {
            node.set("attachments", Json.array(attachments));
        }
        ObjectNode moved = node.putObject("bytes");
        moved.put("sent", report.bytesSent());
        moved.put("mounted", bytes(report, Way.MOUNTED));
        moved.put("existing", bytes(report, Way.EXISTED));
    }

    private static List<String> attachments(PushReport report) {
        List<String> digests = new ArrayList<>();
        for (PushReport.Attachment attachment : report.attachments()) {
            digests.add(attachment.manifest().toString());
        }
        return digests;
    }

    private static long bytes(PushReport report, Way way) {
        long bytes = 0;
        for (PushReport.Blob blob : report.blobs()) {
            bytes += blob.way() == way ? blob.descriptor().size() : 0;
        }
        return bytes;
    }
}
