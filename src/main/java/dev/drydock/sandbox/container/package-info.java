/**
 * A process in a root of its own, as the worker starts it: namespaces, what is mounted in every container, identity and
 * capabilities. Follows what Docker gives a RUN.
 */
@NullMarked
package dev.drydock.sandbox.container;

import org.jspecify.annotations.NullMarked;
