/**
 * Filters of system calls: programs in the kernel's packet filter language, as seccomp(2) takes them, and the profile that
 * processes in containers have.
 */
@NullMarked
package dev.drydock.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
