package dev.drydock.registry.testing;

/**
 * Ways in which real registries differ. Fields may be changed while the registry runs.
 */
public final class Quirks {

    /** Manifests are answered without {@code Docker-Content-Digest}. */
    public volatile boolean noDigestHeader;

    /** There is no referrers API. */
    public volatile boolean noReferrers;

    /** {@code Range} is ignored: downloads always start at the beginning. */
    public volatile boolean noRanges;

    /** Mounts are refused, an upload is opened instead. */
    public volatile boolean noMounts;

    /** The least bytes of a chunk but the last, announced when an upload is opened; 0 for none. */
    public volatile long minimumChunk;

    /** Uploads are refused a request with a longer body; 0 for no limit. */
    public volatile long largestBody;

    /** The status of that refusal: 413, or with some registries 416. */
    public volatile int tooLarge = 413;

    /** A PATCH stores only so many bytes and says so; 0 for all. */
    public volatile long shortPatch;

    /** Where blob downloads are redirected to, the digest added; empty for nowhere. */
    public volatile String blobsAt = "";

    /** Uploads are sent to this {@code http://host:port}; empty for here. */
    public volatile String uploadsAt = "";

    /** {@code Location} headers have no scheme and host. */
    public volatile boolean relativeLocations = true;

    /** Tags of a page of the tags list. */
    public volatile int tagsPerPage = 100;
}
