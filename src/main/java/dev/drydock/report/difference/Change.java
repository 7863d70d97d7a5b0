package dev.drydock.report.difference;

/**
 * Something that two images have in different ways.
 *
 * @param before in the other image; "" if it is not there
 * @param after in this image; "" if it is not there
 */
public record Change(String what, String before, String after) {}
