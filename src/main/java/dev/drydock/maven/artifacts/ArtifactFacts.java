package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts about a library's file.
 *
 * @param stamp size, time and path of the file they are about
 */
record ArtifactFacts(String stamp, Digest sha256, List<String> licences, List<Need> needs) {

    private static final String FIELD = "\t";
    private static final String ITEM = "\u001F";

    static String stamp(Path file) throws IOException {
        return (Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + file)
                .replaceAll("\\p{Cntrl}", "?");
    }

    /** A line. */
    String encode() {
        List<String> encoded = new ArrayList<>();
        for (Need need : needs) {
            encoded.add(need.encode());
        }
        List<String> names = new ArrayList<>();
        for (String licence : licences) {
            names.add(licence.replaceAll("\\p{Cntrl}", " "));
        }
        return String.join(FIELD, stamp, sha256.toString(), String.join(ITEM, names), String.join(ITEM, encoded));
    }

    /** @throws IllegalArgumentException if it is not encoded so */
    static ArtifactFacts decode(String line) {
        String[] fields = line.split(FIELD, -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("not facts of an artifact");
        }
        List<Need> needs = new ArrayList<>();
        for (String each : items(fields[3])) {
            needs.add(Need.decode(each));
        }
        return new ArtifactFacts(fields[0], Digest.parse(fields[1]), items(fields[2]), needs);
    }

    private static List<String> items(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(ITEM, -1));
    }
}
