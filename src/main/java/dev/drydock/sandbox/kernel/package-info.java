/**
 * The Linux kernel as the sandbox needs it: system calls by number, which no version of libc can lack, names as bytes, and
 * errors with what was tried on which file.
 */
@NullMarked
package dev.drydock.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
