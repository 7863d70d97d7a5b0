/**
 * Other programs: started, given their input, read to their end, and ended with all they started if they take too long or the
 * build is interrupted. Two do without it: {@code sandbox.host.Starter} owns a process that lives as long as a sandbox and has to
 * be started by a thread that outlives it, and {@code java.TrainingRun} is copied into images as a single class file.
 */
@NullMarked
package dev.drydock.process;

import org.jspecify.annotations.NullMarked;
