/**
 * What works on this machine and what does not: the ways of executing RUN, the store, registries and credentials. Tries things out
 * instead of guessing, changes nothing, and says for everything that does not work how to mend it.
 */
@NullMarked
package dev.drydock.doctor;

import org.jspecify.annotations.NullMarked;
