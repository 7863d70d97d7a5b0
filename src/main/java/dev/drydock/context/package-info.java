/**
 * A directory of the user's as a build sees it: behind ignore rules, names as bytes, symlinks as what they are. Also the
 * pattern languages of Dockerfiles (wildcards, .dockerignore). {@code copy} decides which file goes where.
 */
@NullMarked
package dev.drydock.context;

import org.jspecify.annotations.NullMarked;
