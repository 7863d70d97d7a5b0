package dev.drydock.attest;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.AttestationOptions.SbomFormat;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.source.LayeredImages;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Manifest;
import dev.drydock.image.Platform;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Gap;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.Software.Kind;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.Attachment;
import dev.drydock.provenance.PluginVersion;
import dev.drydock.provenance.ProjectCommit;
import dev.drydock.provenance.Provenance;
import dev.drydock.sbom.Cyclonedx;
import dev.drydock.sbom.SbomSubject;
import dev.drydock.sbom.Spdx;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents about the image of one platform. */
final class PlatformDocuments {

    /** As cosign and BuildKit call them. */
    private static final String CYCLONEDX_PREDICATE = "https://cyclonedx.org/bom";

    private static final String SPDX_PREDICATE = "https://spdx.dev/Document";

    private final BuildRequest request;
    private final BuildTrace trace;
    private final AttestationSources sources;
    private final @Nullable ProjectCommit commit;
    private final Attester.Made made;
    private final Platform platform;
    private final List<Document> documents = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    /**
     * A document in its two forms.
     *
     * @param name of its file, up to the first dot
     * @param mediaType of it by itself; "" if it is only told as a statement
     * @param file its bytes, by itself if it is anything by itself
     * @param statement the in-toto statement about the image that has it as its predicate
     */
    record Document(
            String name,
            String extension,
            Platform platform,
            String mediaType,
            String predicateType,
            byte[] file,
            byte[] statement) {

        boolean byItself() {
            return !mediaType.isEmpty();
        }

        String fileName(boolean several) {
            return name + (several ? "-" + platform.toString().replace('/', '-') : "") + extension;
        }

        Attachment.Part part() {
            return new Attachment.Part(mediaType, file, Map.of());
        }
    }

    PlatformDocuments(
            BuildRequest request,
            BuildTrace trace,
            AttestationSources sources,
            @Nullable ProjectCommit commit,
            Attester.Made made)
            throws IOException {
        this.request = request;
        this.trace = trace;
        this.sources = sources;
        this.commit = commit;
        this.made = made;
        this.platform = made.image().parsedConfig().platform();
    }

    List<Document> made() {
        return documents;
    }

    /** Things that the bill of materials may lack. */
    List<Gap> gaps() {
        return gaps;
    }

    List<Document> make() throws IOException, InterruptedException {
        AttestationOptions options = request.options().attestations();
        LayeredImage image = LayeredImages.of(made.image(), sources.stores());
        Inventory inventory = Inventory.of(image, sources.artifacts(), sources.findings());
        gaps.addAll(inventory.gaps());
        SbomSubject subject = subject(image);
        if (options.sbom().contains(SbomFormat.CYCLONEDX)) {
            byte[] bill = Cyclonedx.write(inventory, subject);
            add("sbom", ".cdx.json", Cyclonedx.MEDIA_TYPE, CYCLONEDX_PREDICATE, bill);
        }
        if (options.sbom().contains(SbomFormat.SPDX)) {
            byte[] bill = Spdx.write(inventory, subject);
            add("sbom", ".spdx.json", Spdx.MEDIA_TYPE, SPDX_PREDICATE, bill);
        }
        if (options.provenance() != ProvenanceDetail.NONE) {
            var provenance = new Provenance(request, trace, commit, artifacts(inventory));
            byte[] statement = statement(Provenance.PREDICATE_TYPE, Json.write(provenance.predicate()));
            documents.add(
                    new Document("provenance", ".json", platform, "", Provenance.PREDICATE_TYPE, statement, statement));
        }
        return documents;
    }

    private void add(String name, String extension, String mediaType, String predicateType, byte[] document) {
        byte[] statement = statement(predicateType, document);
        documents.add(new Document(name, extension, platform, mediaType, predicateType, document, statement));
    }

    private byte[] statement(String predicateType, byte[] predicate) {
        return Statement.of(request.names(), platform, manifest().descriptor(), predicateType, predicate)
                .content();
    }

    private Manifest manifest() {
        return made.image().manifest();
    }

    private SbomSubject subject(LayeredImage image) {
        BaseImage base = made.baseInRegistry() ? made.base() : null;
        return new SbomSubject(
                request.names().get(0).byDigest(manifest().digest()),
                manifest().digest(),
                platform,
                image.config().createdAt(),
                base == null ? null : base.reference(),
                base == null ? null : digestOf(base),
                PluginVersion.get());
    }

    /** The digest that the name of the base stood for, an index's as a rule. */
    private Digest digestOf(BaseImage base) {
        return trace.images()
                .getOrDefault(base.reference().fullName(), base.manifest().digest());
    }

    private static List<Provenance.Artifact> artifacts(Inventory inventory) {
        List<Provenance.Artifact> artifacts = new ArrayList<>();
        for (Component component : inventory.components()) {
            Digest digest = component.sha256();
            if (component.kind() == Kind.MAVEN
                    && digest != null
                    && !component.purl().isEmpty()) {
                artifacts.add(new Provenance.Artifact(component.purl(), digest));
            }
        }
        return artifacts;
    }
}
