/** The Dockerfile language: text to instructions with source ranges, shell words, here-documents, flags, build checks. Pure: bytes in, values out. What the instructions do is {@code frontend}'s. */
@NullMarked
package dev.drydock.dockerfile;

import org.jspecify.annotations.NullMarked;
