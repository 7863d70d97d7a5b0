/**
 * Signatures of images and of statements about them: DSSE envelopes of in-toto statements in Sigstore bundles, and
 * cosign's older form; made and verified. Keys belong to {@code sign.key}; what is stated about an image is for others to say.
 */
@NullMarked
package dev.drydock.sign;

import org.jspecify.annotations.NullMarked;
