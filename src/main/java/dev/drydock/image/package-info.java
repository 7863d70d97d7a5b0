/**
 * Values of the OCI and Docker image formats (digest, descriptor, reference, manifest, index, config, history) and pure
 * transforms of them. Documents keep unknown fields and raw bytes.
 */
@NullMarked
package dev.drydock.image;

import org.jspecify.annotations.NullMarked;
