package dev.drydock.engine.source;

import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.Material;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.GrowingFile;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.statement.ImagePurl;
import dev.drydock.store.RememberedReference;
import dev.drydock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds base images: in what the store remembers of registries, in registries as the pull policy allows, in layouts. The answers of
 * registries are remembered, and manifests and configs are stored, so that the next build need not ask.
 */
public final class RegistryImages implements BaseImages {

    private final Store store;
    private final Registries registries;
    private final PullPolicy policy;
    private final BuildLog log;
    private final Clock clock;
    private final BuildTrace trace;
    private final PinnedNames pinned;
    private final @Nullable SignedBases signed;
    private final Map<Digest, LayoutImage> fromLayouts = new ConcurrentHashMap<>();
    private final Map<Digest, List<Reference>> namesOfLayouts = new ConcurrentHashMap<>();

    /** @param clock for when a name was asked for */
    public RegistryImages(
            Store store,
            Registries registries,
            PullPolicy policy,
            BuildLog log,
            Clock clock,
            BuildTrace trace,
            PinnedNames pinned) {
        this(store, registries, policy, log, clock, trace, pinned, null);
    }

    /** For a request's images, of which some may have to be signed. */
    public static RegistryImages of(
            BuildRequest request,
            Store store,
            Registries registries,
            BuildEnvironment environment,
            Clock clock,
            BuildTrace trace)
            throws IOException {
        BaseOptions bases = request.options().bases();
        SignedBases signed = bases.signed().isEmpty()
                ? null
                : new SignedBases(
                        bases.signed(),
                        request.workspace().store().resolve("signed"),
                        registries,
                        bases.pull() == PullPolicy.NEVER,
                        trace);
        return new RegistryImages(
                store,
                registries,
                bases.pull(),
                environment.log(),
                clock,
                trace,
                PinnedNames.read(bases, trace, environment.log()),
                signed);
    }

    private RegistryImages(
            Store store,
            Registries registries,
            PullPolicy policy,
            BuildLog log,
            Clock clock,
            BuildTrace trace,
            PinnedNames pinned,
            @Nullable SignedBases signed) {
        this.signed = signed;
        this.pinned = pinned;
        this.store = store;
        this.registries = registries;
        this.policy = policy;
        this.log = log;
        this.clock = clock;
        this.trace = trace;
    }

    @Override
    public BaseImage find(Reference reference, Platform platform) {
        Reference meant = pinned.meaning(reference);
        try {
            FetchedManifest root = root(meant);
            if (signed != null) {
                signed.check(meant, root);
            }
            trace.image(meant, root.digest());
            FetchedManifest image = MediaTypes.isIndex(root.mediaType()) ? select(reference, root, platform) : root;
            Manifest manifest = Manifest.parse(image.raw(), image.mediaType());
            return new BaseImage(reference, manifest, ImageConfig.parse(config(reference, manifest.config())));
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image " + reference + " cannot be read", e);
        } catch (BuildFailure e) {
            throw pinned.explained(reference, e);
        }
    }

    /** By the repository that a layout's image is made for, whose tags it may get and lose. */
    private static Material material(Digest digest, List<Reference> names) {
        String uri = names.isEmpty() ? "" : ImagePurl.ofRepository(names.get(0), Map.of("digest", digest.toString()));
        return new Material(uri, digest.algorithm(), digest.hex());
    }

    @Override
    public BaseImage findInLayout(String path, Platform platform) {
        try {
            trace.read(Path.of(path).resolve("index.json"));
            OciLayout layout = OciLayout.open(Path.of(path));
            LayoutImage image = layout.image("", platform);
            fromLayouts.put(image.manifest().digest(), image);
            namesOfLayouts.put(image.manifest().digest(), layout.names());
            trace.material(material(image.manifest().digest(), layout.names()));
            // Layers of a layout have no registry; the name only has to say what it is when something goes wrong.
            Reference name =
                    Reference.parse("oci-layout").withDigest(image.manifest().digest());
            return new BaseImage(name, image.manifest(), image.parsedConfig());
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image layout in " + path + " cannot be read", e);
        }
    }

    /** See {@link dev.drydock.solve.Sources#fetch}. */
    void fetch(BaseImage image, Descriptor blob, GrowingFile file) throws IOException {
        LayoutImage local = fromLayouts.get(image.manifest().digest());
        if (local != null) {
            Path source = local.blobs().get(blob.digest());
            if (source != null) {
                copyVerified(source, blob, file.path());
                file.grown(blob.size());
                return;
            }
        }
        Reference repository = origins(image, blob.digest()).stream()
                .findFirst()
                .orElseThrow(() -> new IOException("its layer " + blob.digest() + " is missing"));
        if (policy == PullPolicy.NEVER) {
            throw notHere("The layer " + blob.digest() + " of " + image.reference());
        }
        try {
            registries.client().fetchBlob(repository, blob, file);
        } catch (BuildFailure e) {
            throw pinned.explained(image.reference(), e);
        }
    }

    /** Repositories that have a layer of this image, the surest first. */
    public List<Reference> origins(BaseImage image, Digest layer) {
        LayoutImage local = fromLayouts.get(image.manifest().digest());
        if (local == null) {
            return List.of(image.reference());
        }
        List<Reference> origins = new ArrayList<>(local.origins().getOrDefault(layer, List.of()));
        origins.addAll(namesOfLayouts.getOrDefault(image.manifest().digest(), List.of()));
        return origins;
    }

    /** See {@link dev.drydock.solve.Sources#isHere}. */
    boolean isHere(BaseImage image, Descriptor blob) {
        LayoutImage local = fromLayouts.get(image.manifest().digest());
        return local != null && local.blobs().containsKey(blob.digest());
    }

    public boolean isOfLayout(BaseImage image) {
        return fromLayouts.containsKey(image.manifest().digest());
    }

    private static void copyVerified(Path source, Descriptor blob, Path file) throws IOException {
        var hash = blob.digest().newMessageDigest();
        try (var out = new DigestOutputStream(Files.newOutputStream(file), hash)) {
            Files.copy(source, out);
        }
        if (!HexFormat.of().formatHex(hash.digest()).equals(blob.digest().hex())) {
            throw new IOException("the content of " + source + " does not have the digest that is its name");
        }
    }

    private FetchedManifest root(Reference reference) {
        String name = reference.fullName();
        Optional<FetchedManifest> known = known(reference);
        if (known.isPresent() && (policy != PullPolicy.ALWAYS || reference.digest() != null)) {
            return known.get();
        }
        if (policy == PullPolicy.NEVER) {
            throw notHere("The image " + reference);
        }
        FetchedManifest root = registries
                .client()
                .resolve(reference, digest -> known.filter(k -> k.digest().equals(digest)));
        store.remember(new RememberedReference(name, root.mediaType(), root.digest(), root.raw(), clock.instant()));
        log.resolved(reference, root.digest());
        return root;
    }

    private Optional<FetchedManifest> known(Reference reference) {
        Optional<RememberedReference> remembered = store.remembered(reference.fullName());
        if (remembered.isEmpty()) {
            return Optional.empty();
        }
        RememberedReference known = remembered.get();
        return Optional.of(new FetchedManifest(known.mediaType(), known.digest(), known.raw()));
    }

    private FetchedManifest select(Reference reference, FetchedManifest root, Platform platform) throws IOException {
        Index index = Index.parse(root.raw(), root.mediaType());
        Descriptor chosen = index.select(platform)
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "The image " + reference + " is not available for " + platform,
                        "It is available for: " + index.platforms() + "."));
        Optional<Path> stored = store.blob(chosen);
        if (stored.isPresent()) {
            return new FetchedManifest(chosen.mediaType(), chosen.digest(), Files.readAllBytes(stored.get()));
        }
        if (policy == PullPolicy.NEVER) {
            throw notHere("The image " + reference + " for " + platform);
        }
        FetchedManifest image = registries.client().fetchManifest(reference, chosen.digest());
        store.writeVerified(chosen, () -> new ByteArrayInputStream(image.raw()));
        return new FetchedManifest(chosen.mediaType(), chosen.digest(), image.raw());
    }

    private byte[] config(Reference reference, Descriptor config) throws IOException {
        Optional<Path> stored = store.blob(config);
        if (stored.isPresent()) {
            return Files.readAllBytes(stored.get());
        }
        if (policy == PullPolicy.NEVER) {
            throw notHere("The configuration of " + reference);
        }
        byte[] raw = registries.client().fetchSmall(reference, config);
        store.writeVerified(config, () -> new ByteArrayInputStream(raw));
        return raw;
    }

    private static BuildFailure notHere(String what) {
        return BuildFailure.ofEnvironment(
                what + " is not on this machine, and this build asks no registry (--offline, or drydock.pull=never)",
                "Build once without --offline and drydock.pull=never: what is pulled then stays in"
                        + " drydock.cacheDirectory.",
                null);
    }
}
