/** The moments a build reports, as an interface; the wording belongs to whoever implements it. */
@NullMarked
package dev.drydock.progress;

import org.jspecify.annotations.NullMarked;
