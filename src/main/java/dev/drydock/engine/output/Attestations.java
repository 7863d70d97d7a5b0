package dev.drydock.engine.output;

import dev.drydock.attest.AttestationSources;
import dev.drydock.attest.Attested;
import dev.drydock.attest.Attester;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.List;

/** Makes documents about the images of a build. */
public interface Attestations {

    /** Makes none. */
    Attestations NONE = images -> Attested.NOTHING;

    Attested of(List<Attester.Made> images) throws IOException, InterruptedException;

    /**
     * Those that the request wants.
     *
     * @param stores open until the documents are made
     */
    static Attestations of(
            BuildRequest request,
            BuildTrace trace,
            List<Store> stores,
            KnownArtifacts artifacts,
            BuildEnvironment environment) {
        if (request.options().attestations().isEmpty()) {
            return NONE;
        }
        var findings = new FindingsCache(request.workspace().store().resolve("findings"));
        var sources = new AttestationSources(stores, findings, artifacts, environment.environment());
        return images -> new Attester(request, trace, sources, environment.log()).attest(images);
    }
}
