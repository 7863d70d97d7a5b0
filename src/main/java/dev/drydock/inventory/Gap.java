package dev.drydock.inventory;

/**
 * Something that an inventory may lack.
 *
 * @param sentence what was not read, and why; without a full stop
 * @param ofSystem whether packages of the operating system may be missing, which scanners then find nothing about
 */
public record Gap(String sentence, boolean ofSystem) {}
