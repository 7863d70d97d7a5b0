/**
 * Results of steps in a registry, for the builds of other machines: which step made which layer, read before a step is executed
 * and written afterwards.
 */
@NullMarked
package dev.drydock.sharedcache;

import org.jspecify.annotations.NullMarked;
