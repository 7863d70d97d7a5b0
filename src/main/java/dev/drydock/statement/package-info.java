/** Statements about images: in-toto's envelope of a predicate and its subjects, and the package URLs that name images in them. */
@NullMarked
package dev.drydock.statement;

import org.jspecify.annotations.NullMarked;
