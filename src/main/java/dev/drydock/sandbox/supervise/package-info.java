/**
 * Has a supervisor in the worker answer system calls of the processes it started: what listens, the filter that says which calls,
 * how arguments are read and results given. Answers for a bare chroot are here: it finds /proc, /sys and the usual devices, which
 * nobody could mount there. That is no protection: the processes it serves are trusted as much as the build is. Why this way: see
 * the decision "what-run-needs".
 */
@NullMarked
package dev.drydock.sandbox.supervise;

import org.jspecify.annotations.NullMarked;
