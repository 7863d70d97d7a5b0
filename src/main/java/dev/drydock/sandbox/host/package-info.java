/**
 * The host's side of the sandbox: who the user is, which ids they may map, and the worker process that lives in namespaces
 * of its own and dies with this JVM.
 */
@NullMarked
package dev.drydock.sandbox.host;

import org.jspecify.annotations.NullMarked;
