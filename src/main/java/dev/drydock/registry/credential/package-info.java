/** Where credentials for a registry come from: one ordered chain of sources, logged without secrets. Sends nothing anywhere itself. */
@NullMarked
package dev.drydock.registry.credential;

import org.jspecify.annotations.NullMarked;
