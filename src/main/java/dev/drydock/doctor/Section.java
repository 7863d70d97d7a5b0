package dev.drydock.doctor;

import java.util.List;

/** Findings about one thing, under a title. */
public record Section(String title, List<Finding> findings) {}
