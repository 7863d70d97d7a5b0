/**
 * This machine's files as other systems show them: what tests need to see what Drydock does on Windows and macOS. The real files stay
 * where they are; names, modes, links, locks and what is refused are those of the other system.
 */
package dev.drydock.foreign;
