package dev.drydock.plan;

/**
 * Where a step comes from, for logs and errors.
 *
 * @param file name to show, such as {@code Dockerfile}; "pom.xml" for POM-described images
 * @param line first line, counted from 1; 0 if the file has no lines to point at
 * @param text the instruction on one line, after expansion of nothing
 */
public record StepSource(String file, int line, String text) {

    public String location() {
        return line == 0 ? file : file + ":" + line;
    }
}
