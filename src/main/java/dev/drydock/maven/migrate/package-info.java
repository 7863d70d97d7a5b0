/** Configurations of other plugins as one of ours. What becomes of each element is in tables, {@code *.table} among the resources. */
@NullMarked
package dev.drydock.maven.migrate;

import org.jspecify.annotations.NullMarked;
