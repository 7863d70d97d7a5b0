/** The Maven session of one goal execution: servers and mirrors, resolved libraries, names and times of images. */
@NullMarked
package dev.drydock.maven.session;

import org.jspecify.annotations.NullMarked;
