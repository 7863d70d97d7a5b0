/**
 * Being let in: challenges, Basic and Bearer authentication, tokens by scope. Decides what each server is shown, and never
 * shows it to another.
 */
@NullMarked
package dev.drydock.registry.auth;

import org.jspecify.annotations.NullMarked;
