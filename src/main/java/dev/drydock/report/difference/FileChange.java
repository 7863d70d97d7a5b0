package dev.drydock.report.difference;

/**
 * A file that two images have with different content, or only one of them has.
 *
 * @param path without a leading slash
 * @param before bytes in the other image, -1 if it is not there
 * @param after bytes in this image, -1 if it is not there
 */
public record FileChange(String path, long before, long after) {

    /** By how many bytes this image is larger for it. */
    public long growth() {
        return Math.max(0, after) - Math.max(0, before);
    }
}
