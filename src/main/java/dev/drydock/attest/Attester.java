package dev.drydock.attest;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.Place;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.Cause;
import dev.drydock.image.BaseImage;
import dev.drydock.inventory.Gap;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutImage;
import dev.drydock.progress.BuildLog;
import dev.drydock.provenance.ProjectCommit;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Makes the documents that a build was asked for. What can be found out while the image is being made is, see {@link #early}. */
public final class Attester implements AutoCloseable {

    /** The artifact type of BuildKit's attestations; each layer of one is an in-toto statement. */
    public static final String ATTESTATION = "application/vnd.docker.attestation.manifest.v1+json";

    private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";

    private final BuildRequest request;
    private final BuildTrace trace;
    private final AttestationSources sources;
    private final BuildLog log;
    private final EarlyLook early;
    private final @Nullable Future<@Nullable ProjectCommit> commit;

    /**
     * An image to tell of.
     *
     * @param base what it stands on; null if that is nothing or unknown
     * @param baseInRegistry whether the base came from a registry, by its name
     */
    public record Made(LayoutImage image, @Nullable BaseImage base, boolean baseInRegistry) {}

    /**
     * Begins to look at the project.
     *
     * @param trace of the build, which begins
     */
    public Attester(BuildRequest request, BuildTrace trace, AttestationSources sources, BuildLog log) {
        this.request = request;
        this.trace = trace;
        this.sources = sources;
        this.log = log;
        this.early = new EarlyLook(sources, log);
        boolean provenance = request.options().attestations().provenance() != ProvenanceDetail.NONE;
        this.commit = provenance ? early.begin(new CommitSearch()) : null;
    }

    /** To be told of layers of the image. */
    public EarlyLook early() {
        return early;
    }

    @Override
    public void close() {
        early.close();
    }

    /**
     * To be called once, when the build has ended but for its output.
     *
     * @param images one for each platform
     */
    public Attested attest(List<Made> images) throws IOException, InterruptedException {
        AttestationOptions options = request.options().attestations();
        early.await();
        ProjectCommit project = commit == null ? null : found(commit);
        Map<String, byte[]> files = new HashMap<>();
        List<Attachment> referrers = new ArrayList<>();
        List<Attachment> inIndex = new ArrayList<>();
        Set<Gap> gaps = new LinkedHashSet<>();
        for (Made made : images) {
            var documents = new PlatformDocuments(request, trace, sources, project, made);
            for (PlatformDocuments.Document document : documents.make()) {
                files.put(document.fileName(images.size() > 1), document.file());
                if (options.place() == Place.REFERRERS && document.byItself()) {
                    referrers.add(attachment(made, document.mediaType(), List.of(document.part())));
                }
            }
            gaps.addAll(documents.gaps());
            List<Attachment.Part> statements = statements(documents);
            if (!statements.isEmpty()) {
                (options.place() == Place.INDEX ? inIndex : referrers).add(attachment(made, ATTESTATION, statements));
            }
        }
        tell(gaps);
        return new Attested(files, referrers, inIndex);
    }

    /** Once for all platforms. A user who scans the image for weaknesses must know of packages that no scan will see. */
    private void tell(Set<Gap> gaps) {
        for (Gap gap : gaps) {
            if (gap.ofSystem()) {
                log.warning("The bill of materials is not complete: " + gap.sentence());
            } else {
                log.note("The bill of materials may not be complete: " + gap.sentence());
            }
        }
    }

    private static List<Attachment.Part> statements(PlatformDocuments documents) {
        List<Attachment.Part> parts = new ArrayList<>();
        for (PlatformDocuments.Document document : documents.made()) {
            parts.add(new Attachment.Part(
                    Statement.MEDIA_TYPE, document.statement(), Map.of(PREDICATE_TYPE, document.predicateType())));
        }
        return parts;
    }

    private static Attachment attachment(Made made, String type, List<Attachment.Part> parts) {
        return new Attachment(made.image().manifest().descriptor(), type, parts, Map.of());
    }

    private static @Nullable ProjectCommit found(Future<@Nullable ProjectCommit> commit)
            throws IOException, InterruptedException {
        try {
            return commit.get();
        } catch (ExecutionException e) {
            throw new IOException("It cannot be told which commit the project is at: " + Cause.of(e.getCause()), e);
        }
    }

    private final class CommitSearch implements Callable<@Nullable ProjectCommit> {

        @Override
        public @Nullable ProjectCommit call() throws IOException, InterruptedException {
            Path place = request.source() instanceof ImageSource.Dockerfile dockerfile
                    ? dockerfile.context()
                    : ((ImageSource.Application) request.source()).place();
            try {
                return ProjectCommit.of(place, sources.environment(), trace).orElse(null);
            } catch (ProjectCommit.Unknown e) {
                log.note("The provenance names no commit of the project: " + e.getMessage());
                return null;
            }
        }
    }
}
