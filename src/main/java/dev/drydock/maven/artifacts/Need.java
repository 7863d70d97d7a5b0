package dev.drydock.maven.artifacts;

import java.util.List;

/**
 * Something an artifact needs at run time, in whichever version the build has it.
 *
 * @param classifier "" if it has none
 * @param compiled whether the classes of the artifact were compiled with it, so that those who compile with the artifact do, too
 */
record Need(String group, String name, String classifier, boolean compiled) {

    private static final String SEPARATOR = ":";

    /** Unless the scope is that of something which is not needed at run time. */
    static void add(List<Need> needs, String group, String name, String classifier, String scope) {
        boolean compiled = scope.equals("compile") || scope.equals("system");
        if (compiled || scope.equals("runtime")) {
            needs.add(new Need(group, name, classifier, compiled));
        }
    }

    String encode() {
        return String.join(SEPARATOR, group, name, classifier, Boolean.toString(compiled));
    }

    /** @throws IllegalArgumentException if it is not encoded so */
    static Need decode(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a need: " + text);
        }
        return new Need(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]));
    }
}
