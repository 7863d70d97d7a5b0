/**
 * Stands in for the mounts that a process in a bare chroot lacks: a supervisor in the worker answers some of its system calls,
 * so that it finds /proc,
 * /sys and the usual devices, which nobody could mount there. It is no protection: the processes it serves are trusted as
 * much as the build is. Why this way: see the decision "what-run-needs".
 */
@NullMarked
package dev.drydock.sandbox.supervise;

import org.jspecify.annotations.NullMarked;
