/**
 * A registry in this process, for tests and for trying things out: real HTTP over real sockets, the distribution
 * specification's behaviour, and on request every fault a network or a registry can have. Uses nothing but the JDK.
 */
package dev.drydock.registry.testing;
