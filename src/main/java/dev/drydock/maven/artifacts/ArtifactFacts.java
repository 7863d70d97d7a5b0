package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

    /** @param attributes of the file */
    static String stamp(Path file, BasicFileAttributes attributes) {
        return withoutControls(
                attributes.size() + " " + attributes.lastModifiedTime().toMillis() + " " + file, '?');
    }

    private static String withoutControls(String text, char instead) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u007F') {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, instead);
            }
        }
        return out == null ? text : out.toString();
    }

    /** A line. */
    String encode() {
        List<String> encoded = new ArrayList<>();
        for (Need need : needs) {
            encoded.add(need.encode());
        }
        List<String> names = new ArrayList<>();
        for (String licence : licences) {
            names.add(withoutControls(licence, ' '));
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
