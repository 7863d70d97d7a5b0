package dev.drydock.store;

/**
 * Outcome of pruning.
 *
 * @param removedFiles number of files deleted
 * @param removedBytes their size
 * @param keptBytes size of all that is left, without what the sandbox keeps
 */
public record PruneReport(long removedFiles, long removedBytes, long keptBytes) {}
