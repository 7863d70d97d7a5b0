package dev.drydock.maven.log;

import dev.drydock.registry.PushReport;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Sizes, times and instructions as lines for people have them. */
@StartUp
public final class Wording {

    private static final int INSTRUCTION_WIDTH = 100;

    private Wording() {}

    /** Decimal units, as Docker prints them: {@code 512 B}, {@code 4.1 kB}, {@code 86 MB}. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < 3);
        return (value < 9.95 ? tenths(Math.round(value * 10)) : String.valueOf(Math.round(value))) + " "
                + "kMGT".charAt(unit) + "B";
    }

    /** {@code 0.3 s}, {@code 42 s}, {@code 3 min 5 s}. */
    public static String time(Duration took) {
        long millis = took.toMillis();
        if (millis < 9_950) {
            return tenths((millis + 50) / 100) + " s";
        }
        return minutes(Math.round(millis / 1000.0));
    }

    /** Whole seconds, of a time that is still going on: {@code 4 s}, {@code 3 min 5 s}. */
    public static String seconds(long nanos) {
        return minutes(nanos / 1_000_000_000L);
    }

    private static String minutes(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** Without a formatter, whose classes take longer to load than many a build has to do. */
    private static String tenths(long number) {
        return number / 10 + "." + number % 10;
    }

    /** The kind of a document about an image: {@code CycloneDX SBOM}. */
    static String attachment(String type) {
        return switch (type) {
            case "application/vnd.cyclonedx+json" -> "CycloneDX SBOM";
            case "application/spdx+json" -> "SPDX SBOM";
            case "application/vnd.docker.attestation.manifest.v1+json" -> "attestations";
            case "application/vnd.dev.sigstore.bundle.v0.3+json", "application/vnd.dev.cosign.artifact.sig.v1+json" ->
                "signature";
            default -> type;
        };
    }

    /** All of them: {@code CycloneDX SBOM, signature (3): 2 of 4 sent, 1.5 kB}. */
    static String attachments(List<PushReport.Attachment> attachments) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        int sent = 0;
        long bytes = 0;
        for (PushReport.Attachment attachment : attachments) {
            String kind = attachment(attachment.type());
            kinds.put(kind, kinds.getOrDefault(kind, 0) + 1);
            sent += attachment.sent() ? 1 : 0;
            bytes += attachment.sent() ? attachment.bytes() : 0;
        }
        StringJoiner line = new StringJoiner(", ");
        for (Map.Entry<String, Integer> kind : kinds.entrySet()) {
            line.add(kind.getKey() + (kind.getValue() == 1 ? "" : " (" + kind.getValue() + ")"));
        }
        return line + ": " + sent + " of " + attachments.size() + " sent, " + size(bytes);
    }

    /** An instruction on one line of bearable length. */
    static String instruction(String text) {
        return shortened(Printable.text(text).strip().replaceAll("\\s+", " "), INSTRUCTION_WIDTH);
    }

    /** A line of so many characters at most. */
    static String shortened(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 3)) + "...";
    }
}
