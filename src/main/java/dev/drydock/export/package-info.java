/** Images for other programs: complete layouts, archives, and the image store of an engine on this machine. */
@NullMarked
package dev.drydock.export;

import org.jspecify.annotations.NullMarked;
