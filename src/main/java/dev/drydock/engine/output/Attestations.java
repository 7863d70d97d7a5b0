package dev.drydock.engine.output;

import dev.drydock.attest.AttestationSources;
import dev.drydock.attest.Attested;
import dev.drydock.attest.Attester;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.image.Layer;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StageBase;
import dev.drydock.progress.LayerListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes documents about the images of a build. */
public interface Attestations extends AutoCloseable {

    /** Makes none. */
    Attestations NONE = new Attestations() {
        @Override
        public Attested of(List<Attester.Made> images) {
            return Attested.NOTHING;
        }
    };

    Attested of(List<Attester.Made> images) throws IOException, InterruptedException;

    /**
     * To be told of the image's layers as they are made.
     *
     * @param besides is told, too
     */
    default LayerListener listener(LayerListener besides) {
        return besides;
    }

    /** To be called with the plan of each platform, before it is carried out. */
    default void begin(BuildPlan plan) {}

    /** Ends what goes on beside the build. */
    @Override
    default void close() {}

    /** Signs them, and the images. */
    default Signing signing() {
        return Signing.NONE;
    }

    /**
     * Those that the request wants. What they tell is looked up from now on, beside the build.
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
        return new Wanted(new Attester(request, trace, sources, environment.log()), signing);
    }

    /** Made by an attester. */
    final class Wanted implements Attestations {

        private final Attester attester;
        private final Signing signing;

        private Wanted(Attester attester, Signing signing) {
            this.attester = attester;
            this.signing = signing;
        }

        @Override
        public LayerListener listener(LayerListener besides) {
            return besides == LayerListener.NONE ? attester.early() : new Both(attester.early(), besides);
        }

        @Override
        public void begin(BuildPlan plan) {
            StageBase base = plan.targetStage().origin();
            while (base instanceof StageBase.Stage stage) {
                base = plan.stages().get(stage.number()).origin();
            }
            if (base instanceof StageBase.Image image) {
                attester.early().base(image.image().config().diffIds());
            }
        }

        @Override
        public Attested of(List<Attester.Made> images) throws IOException, InterruptedException {
            return attester.attest(images);
        }

        @Override
        public Signing signing() {
            return signing;
        }

        @Override
        public void close() {
            attester.close();
        }
    }

    /** Two who are told. */
    record Both(LayerListener first, LayerListener second) implements LayerListener {

        @Override
        public void layer(Layer layer, Path file) {
            first.layer(layer, file);
            second.layer(layer, file);
        }

        @Override
        public void files(Layer tar, Path file) {
            first.files(tar, file);
            second.files(tar, file);
        }
    }
}
