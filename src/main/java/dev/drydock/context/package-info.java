/**
 * A directory of the user's as a build sees it: behind ignore rules, names as bytes, symlinks as what they are. Also the
 * pattern languages of Dockerfiles (wildcards, .dockerignore). What is copied where is decided in {@code copy}.
 */
@NullMarked
package dev.drydock.context;

import org.jspecify.annotations.NullMarked;
