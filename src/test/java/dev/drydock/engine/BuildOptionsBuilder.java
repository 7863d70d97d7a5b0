package dev.drydock.engine;

import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Build options that differ from others in what is set here. */
public final class BuildOptionsBuilder {

    private boolean noCache;
    private List<Reference> cacheFrom;
    private Reference cacheTo;
    private PullPolicy pull;
    private Path lockFile;
    private boolean lockExpected;
    private boolean unpinned;
    private boolean leaveLayers;
    private Compression compression;
    private Timestamp timestamp;
    private Set<Entitlement> allowed;
    private boolean failOnWarnings;
    private AttestationOptions attestations;

    public BuildOptionsBuilder() {
        this(BuildOptions.DEFAULTS);
    }

    public BuildOptionsBuilder(BuildOptions from) {
        noCache = from.cache().ignored();
        cacheFrom = from.cache().from();
        cacheTo = from.cache().to();
        pull = from.bases().pull();
        lockFile = from.bases().lockFile();
        lockExpected = from.bases().lockExpected();
        unpinned = from.bases().unpinned();
        leaveLayers = from.bases().leaveLayers();
        compression = from.compression();
        timestamp = from.timestamp();
        allowed = from.allowed();
        failOnWarnings = from.failOnWarnings();
        attestations = from.attestations();
    }

    public BuildOptionsBuilder noCache(boolean value) {
        noCache = value;
        return this;
    }

    /** @param to null for none */
    public BuildOptionsBuilder sharedCache(List<Reference> from, Reference to) {
        cacheFrom = from;
        cacheTo = to;
        return this;
    }

    public BuildOptionsBuilder pull(PullPolicy value) {
        pull = value;
        return this;
    }

    /** See {@link BaseOptions}. */
    public BuildOptionsBuilder lock(Path file, boolean expected, boolean mayLack) {
        lockFile = file;
        lockExpected = expected;
        unpinned = mayLack;
        return this;
    }

    public BuildOptionsBuilder leaveLayers(boolean value) {
        leaveLayers = value;
        return this;
    }

    public BuildOptionsBuilder compression(Compression value) {
        compression = value;
        return this;
    }

    public BuildOptionsBuilder timestamp(Timestamp value) {
        timestamp = value;
        return this;
    }

    public BuildOptionsBuilder allowed(Set<Entitlement> value) {
        allowed = value;
        return this;
    }

    public BuildOptionsBuilder failOnWarnings(boolean value) {
        failOnWarnings = value;
        return this;
    }

    public BuildOptionsBuilder attestations(AttestationOptions value) {
        attestations = value;
        return this;
    }

    public BuildOptions build() {
        return new BuildOptions(
                new CacheOptions(noCache, cacheFrom, cacheTo),
                new BaseOptions(pull, lockFile, lockExpected, unpinned, leaveLayers),
                compression,
                timestamp,
                allowed,
                failOnWarnings,
                attestations);
    }
}
