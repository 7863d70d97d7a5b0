/** How a goal shows what is under way, chosen by its settings and by where Maven's output goes; how it shows that it has failed. */
@NullMarked
package dev.drydock.maven.view;

import org.jspecify.annotations.NullMarked;
