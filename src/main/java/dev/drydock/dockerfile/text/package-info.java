/**
 * The words of a Dockerfile: shell words, variables, here-documents, JSON lists, names, numbers, and the places they have in the
 * text. Knows no instruction.
 */
@NullMarked
package dev.drydock.dockerfile.text;

import org.jspecify.annotations.NullMarked;
