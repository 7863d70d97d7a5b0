/**
 * Downloads for ADD: files by URL and commits of git repositories, kept in a directory so that what has not
 * changed there is not fetched again. Speaks HTTP itself and leaves git to the {@code git} program.
 */
@NullMarked
package dev.drydock.remote;

import org.jspecify.annotations.NullMarked;
