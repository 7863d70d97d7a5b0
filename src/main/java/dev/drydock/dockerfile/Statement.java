package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.SourceRange;
import java.util.List;

/**
 * An instruction as the user wrote it.
 *
 * @param keyword the instruction's name in the user's spelling, such as {@code Run}
 * @param text the whole instruction on one line: continuations joined, comments gone, here-document bodies left out
 * @param range the lines it spans, here-documents included; for an ONBUILD trigger those of the FROM that fires it
 * @param comments the comments above it, without {@code #}, oldest first: those since the instruction before, or since the last
 *     empty comment
 */
public record Statement(String keyword, String text, SourceRange range, List<String> comments) {}
