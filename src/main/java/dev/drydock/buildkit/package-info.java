/**
 * Builds of Dockerfiles handed over to a BuildKit that is there already, by its clients: what is asked for as their arguments,
 * their progress as moments of a build, the archive they give back as the image layout a build leaves. Nothing of it is loaded
 * unless a build asks for it.
 */
@NullMarked
package dev.drydock.buildkit;

import org.jspecify.annotations.NullMarked;
