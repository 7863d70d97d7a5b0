/**
 * The question a build is asked and the answer it gives: {@link dev.drydock.engine.BuildRequest} in,
 * {@link dev.drydock.engine.BuildResult} out, and the environment a build is made in. Values only.
 */
@NullMarked
package dev.drydock.engine;

import org.jspecify.annotations.NullMarked;
