/**
 * A container engine (docker, podman) as a place for the worker: how it is found and asked, the image it is given, and the
 * container that ends with this JVM.
 */
@NullMarked
package dev.drydock.sandbox.engine;

import org.jspecify.annotations.NullMarked;
