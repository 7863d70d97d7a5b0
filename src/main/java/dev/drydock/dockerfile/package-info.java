/**
 * The Dockerfile language: text to instructions with source ranges, shell words, here-documents, flags, build checks. Pure:
 * bytes in, values out. Their meaning is {@code frontend}'s business.
 */
@NullMarked
package dev.drydock.dockerfile;

import org.jspecify.annotations.NullMarked;
