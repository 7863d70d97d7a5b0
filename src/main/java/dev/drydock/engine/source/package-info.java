/** Where an image comes from: a Dockerfile or a description of an application, contexts, base images with their pins, secrets. */
@NullMarked
package dev.drydock.engine.source;

import org.jspecify.annotations.NullMarked;
