/** Keys that sign and verify: files of them, programs that have one; what is signed belongs to {@code sign}. */
@NullMarked
package dev.drydock.sign.key;

import org.jspecify.annotations.NullMarked;
