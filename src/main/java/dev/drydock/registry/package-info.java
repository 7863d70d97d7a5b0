/**
 * The registry client: pull and push by the OCI distribution specification over {@code java.net.http}. Owns retries,
 * resumption, mounts, tokens and verification; how connections are made is {@code http}'s, who may log in where is
 * {@code credential}'s.
 */
@NullMarked
package dev.drydock.registry;

import org.jspecify.annotations.NullMarked;
