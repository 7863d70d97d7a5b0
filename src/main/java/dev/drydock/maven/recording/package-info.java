/** Recording which classes an application needs for its start while its integration tests use it. */
@NullMarked
package dev.drydock.maven.recording;

import org.jspecify.annotations.NullMarked;
