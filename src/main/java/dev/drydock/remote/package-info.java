/**
 * Downloads for ADD: files by URL and commits of git repositories, kept in a directory so that what has not
 * changed there is not fetched again. Speaks HTTP through {@code http} and leaves git to the {@code git} program, which is
 * told the same proxies and authorities.
 */
@NullMarked
package dev.drydock.remote;

import org.jspecify.annotations.NullMarked;
