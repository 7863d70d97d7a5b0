package dev.drydock.engine;

import dev.drydock.startup.StartUp;

/** When a registry is asked what a base image's name means. */
@StartUp
public enum PullPolicy {
    /** Only for names this machine has not met for the platform; digests are never asked for twice. */
    MISSING,
    /** Each build, so that a moved tag is noticed; blobs already here are not fetched again. */
    ALWAYS,
    /** Not at all (Maven's {@code --offline}): a name or a blob that is not here fails the build. */
    NEVER
}
