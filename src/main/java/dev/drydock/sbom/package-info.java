/** An inventory as a document that other tools read: CycloneDX and SPDX, the same bytes for the same image. */
@NullMarked
package dev.drydock.sbom;

import org.jspecify.annotations.NullMarked;
