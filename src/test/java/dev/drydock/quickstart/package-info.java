/** The README's first command as a program: the whole life of an image, on this machine alone. */
package dev.drydock.quickstart;
