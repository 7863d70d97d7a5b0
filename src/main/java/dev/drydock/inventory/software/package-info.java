/** Software by its name, version and package URL, whoever installed it. */
@NullMarked
package dev.drydock.inventory.software;

import org.jspecify.annotations.NullMarked;
