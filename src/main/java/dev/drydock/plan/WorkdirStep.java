package dev.drydock.plan;

import dev.drydock.image.HistoryEntry;

/**
 * Makes a directory and its parents, 0755, unless it is there. Makes a layer even if it is, as BuildKit does.
 *
 * @param path absolute, cleaned, not "/"
 * @param user as USER wrote it; owner of what is made; "" is root
 */
public record WorkdirStep(StepSource source, HistoryEntry history, String path, String user) implements Step {}
