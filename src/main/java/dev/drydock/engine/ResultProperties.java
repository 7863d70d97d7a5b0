package dev.drydock.engine;

/** Names of the properties that a build tells the rest of a Maven run, and scripts, its image by. */
public final class ResultProperties {

    /** The image by its digest: {@code registry.example/team/app@sha256:…}. */
    public static final String REFERENCE = "drydock.reference";

    public static final String DIGEST = "drydock.digest";

    /** Digest of the config, of the first platform's if there are several. */
    public static final String IMAGE_ID = "drydock.image.id";

    private ResultProperties() {}
}
