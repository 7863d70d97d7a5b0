package dev.drydock.registry;

import dev.drydock.image.Descriptor;

/**
 * A manifest that names another as its subject, such as a signature or a bill of materials.
 *
 * @param artifactType what it is; empty if not said
 */
public record Referrer(Descriptor descriptor, String artifactType) {}
