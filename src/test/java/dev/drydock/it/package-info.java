/**
 * Sets up the projects in {@code src/it} and holds their results against expectations; their two-line scripts call it. One
 * class a project, so that a behaviour reads as a page: the project, and what has to be true of it.
 */
package dev.drydock.it;
