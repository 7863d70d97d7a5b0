package dev.drydock.dockerfile.text;

import java.util.Set;

/**
 * A word after expansion.
 *
 * @param used names that were looked up and found, in order of first use
 * @param unset names that were looked up and not found, whether or not a default stood in for them
 */
public record Expansion(String value, Set<String> used, Set<String> unset) {}
