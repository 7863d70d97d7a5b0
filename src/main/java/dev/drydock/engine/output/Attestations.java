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

    /** Signs them, and the images. */
    default Signing signing() {
        return Signing.NONE;
    }

    /**
     * Those that the request wants.
     *
     * @param stores open until the documents are made; the machine's is the last
     * @param signing of the same request
     */
    static Attestations of(
            BuildRequest request,
            BuildTrace trace,
            List<Store> stores,
            KnownArtifacts artifacts,
            BuildEnvironment environment,
            Signing signing) {
        if (request.options().attestations().isEmpty()) {
            return NONE;
        }
        var findings = new FindingsCache(stores.get(stores.size() - 1).findings());
        var sources = new AttestationSources(stores, findings, artifacts, environment.environment());
        return new Attestations() {
            @Override
            public Attested of(List<Attester.Made> images) throws IOException, InterruptedException {
                return new Attester(request, trace, sources, environment.log()).attest(images);
            }

            @Override
            public Signing signing() {
                return signing;
            }
        };
    }
}
