/** Images for other programs: complete layouts, archives, and the image store of an engine or a cluster. */
@NullMarked
package dev.drydock.export;

import org.jspecify.annotations.NullMarked;
