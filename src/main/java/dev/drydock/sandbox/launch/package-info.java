/**
 * Programs too small for a compiler: a list of system calls whose arguments are known beforehand, written out as a static
 * executable. They do what a JVM cannot (fork, and act between fork and exec) and what the tools of a distribution do
 * differently from one version to the next. Why this way: see the decision "sandbox-launcher".
 */
@NullMarked
package dev.drydock.sandbox.launch;

import org.jspecify.annotations.NullMarked;
