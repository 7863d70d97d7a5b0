package dev.drydock.maven.module;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.session.LibraryArtifact;

/**
 * Names libraries by their coordinates: {@code group:artifact}, or {@code group:artifact:classifier}. In each part {@code *}
 * stands for any number of characters. Without a classifier it names them all.
 */
public record LibraryPattern(String group, String name, String classifier) {

    private static final String ANY = "*";

    /** @throws BuildFailure naming the place if it is no such text */
    static LibraryPattern parse(String text, String place) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 && parts.length != 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw BuildFailure.ofBuild(
                    place + ": '" + text + "' does not name a library",
                    "Write group:artifact or group:artifact:classifier, such as org.projectlombok:lombok; * stands for"
                            + " any text.");
        }
        return of(parts[0].strip(), parts[1].strip(), parts.length == 3 ? parts[2].strip() : "");
    }

    /** @param classifier "" for all */
    public static LibraryPattern of(String group, String name, String classifier) {
        return new LibraryPattern(group, name, classifier.isEmpty() ? ANY : classifier);
    }

    boolean matches(LibraryArtifact library) {
        return matches(library.group(), library.name()) && matchesText(classifier, library.classifier());
    }

    /** Whether it names the library, or one with a classifier of these. */
    public boolean matches(String groupId, String artifactId) {
        return matchesText(group, groupId) && matchesText(name, artifactId);
    }

    private static boolean matchesText(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int from = star; from <= text.length(); from++) {
            if (matchesText(rest, text.substring(from))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return group + ":" + name + (classifier.equals(ANY) ? "" : ":" + classifier);
    }
}
