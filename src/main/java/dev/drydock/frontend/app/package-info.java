/** Plans the image of an application that no Dockerfile describes. */
@NullMarked
package dev.drydock.frontend.app;

import org.jspecify.annotations.NullMarked;
