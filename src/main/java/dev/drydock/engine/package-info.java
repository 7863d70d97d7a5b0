/**
 * What is asked of a build and what comes of it: {@link dev.drydock.engine.BuildRequest} in,
 * {@link dev.drydock.engine.BuildResult} out, and the environment a build is made in. Values only.
 */
@NullMarked
package dev.drydock.engine;

import org.jspecify.annotations.NullMarked;
