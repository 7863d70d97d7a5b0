/** Advice for when a command of a build has failed, told from its output and its exit code. */
@NullMarked
package dev.drydock.advice;

import org.jspecify.annotations.NullMarked;
