/** Documents that a build makes about its image: what is in it, how it was made. They become files beside the image and its referrers. */
@NullMarked
package dev.drydock.attest;

import org.jspecify.annotations.NullMarked;
