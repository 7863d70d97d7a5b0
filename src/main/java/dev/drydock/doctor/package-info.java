/**
 * Examines a machine: the ways of executing RUN, the store, registries and credentials. Tries things out instead of guessing,
 * and says for everything that does not work how to mend it.
 */
@NullMarked
package dev.drydock.doctor;

import org.jspecify.annotations.NullMarked;
