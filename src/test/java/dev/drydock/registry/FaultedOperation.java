package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.image.SignatureManifest;
import dev.drydock.registry.testing.BrokenAnswer;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.FaultScript;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Storage.StoredManifest;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Kind;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** An operation of the client while the registry has its troubles. */
enum FaultedOperation {

    /** An image of one large and one small layer, under two tags. */
    PUSH,

    /** The large layer together with its commit at first. */
    PUSH_AT_ONCE {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/uploads/");
        }

        @Override
        TransferSettings transfers() {
            return new TransferSettings(1, 0, Long.MAX_VALUE, 1000, 1000);
        }
    },

    /** An image whose blobs are taken from another repository of the registry. */
    MOUNT {
        @Override
        boolean concerns(Request request) {
            return request.method().equals("POST");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            image.store(registry.storage(), "team/base", "1");
        }
    },

    /** The registry opens an upload instead of taking the blob from the other repository. */
    MOUNT_REFUSED {
        @Override
        boolean concerns(Request request) {
            return request.rawQuery().contains("mount=") || request.method().equals("PATCH");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().noMounts = true;
        }
    },

    /** The first large request breaks off in the middle. */
    RESUME_PUSH {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/uploads/") && request.method().equals("GET")
                    || request.header("Content-Range").isPresent();
        }

        @Override
        FaultScript usualFaults() {
            return first(request -> request.method().equals("PATCH"), Fault.cutRequest());
        }
    },

    /** The registry takes a part only of what it is sent. */
    CHUNKS {
        @Override
        boolean concerns(Request request) {
            return request.header("Content-Range").isPresent();
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().shortPatch = 12_000;
        }
    },

    /** Requests of more than a few thousand bytes are refused. */
    TOO_LARGE {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/uploads/");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().largestBody = 9_000;
        }
    },

    /** The same, in the words of registries that miss what comes before. */
    TOO_LARGE_416 {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/uploads/");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().largestBody = 9_000;
            registry.quirks().tooLarge = 416;
        }
    },

    /** Uploads are opened at another host, where things go wrong as well as at the registry. */
    ELSEWHERE {
        @Override
        FaultScript usualFaults() {
            return request -> request.method().equals("POST")
                            && request.header("Authorization").isPresent()
                    ? Fault.toAnnex(307)
                    : null;
        }

        @Override
        boolean isAtAnnex() {
            return true;
        }
    },

    /** A look for a blob leads to storage whose addresses are signed for GET. */
    SIGNED_FOR_GET {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/blobs/sha");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            image.store(registry.storage(), "team/app", "0");
        }

        @Override
        FaultScript usualFaults() {
            return request ->
                    concerns(request) && request.header("Authorization").isPresent() ? Fault.toAnnexForGet() : null;
        }
    },

    /** A registry that says at {@code /v2/} only that one has to log in, and at first not even there. */
    HIDDEN_PUSH {
        @Override
        Login login(Login usual) {
            return usual.withHidden(400);
        }

        @Override
        List<Kind> kinds() {
            return List.of(Kind.BASIC, Kind.BEARER);
        }

        @Override
        FaultScript usualFaults() {
            return first(request -> request.path().equals("/v2/"), Fault.status(503));
        }

        @Override
        boolean concerns(Request request) {
            return request.header("Authorization").isEmpty() || request.path().equals("/token");
        }
    },

    /** The same with nothing but lies. */
    HIDDEN_PULL {
        @Override
        Login login(Login usual) {
            return usual.withHidden(404);
        }

        @Override
        List<Kind> kinds() {
            return List.of(Kind.BASIC, Kind.BEARER);
        }

        @Override
        FaultScript usualFaults() {
            return HIDDEN_PUSH.usualFaults();
        }

        @Override
        boolean concerns(Request request) {
            return HIDDEN_PUSH.concerns(request);
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            image.store(registry.storage(), "team/app", "1");
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pull(registry, client, image, out);
        }
    },

    PULL {
        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            image.store(registry.storage(), "team/app", "1");
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pull(registry, client, image, out);
        }
    },

    /** The answers with the layers break off in the middle, once each. */
    RESUME_PULL {
        @Override
        boolean concerns(Request request) {
            return request.header("Range").isPresent();
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            image.store(registry.storage(), "team/app", "1");
        }

        @Override
        FaultScript usualFaults() {
            return request -> request.path().contains("/blobs/")
                            && request.header("Range").isEmpty()
                            && request.header("Authorization").isPresent()
                    ? BrokenAnswer.cutBody()
                    : null;
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pull(registry, client, image, out);
        }
    },

    REFERRERS {
        @Override
        boolean concerns(Request request) {
            return !request.path().equals("/v2/");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) throws IOException {
            image.store(registry.storage(), "team/app", "1");
            FetchedManifest artifact = artifact(image);
            registry.storage()
                    .putManifest(
                            "team/app",
                            artifact.digest().toString(),
                            new StoredManifest(artifact.mediaType(), artifact.raw()));
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) {
            List<Referrer> found =
                    client.referrers(reference(registry), image.manifest().digest(), null);
            if (!found.isEmpty() || !deniesTheApi(registry)) {
                // Nothing vouches for the rest of the list.
                assertThat(found)
                        .extracting(referrer -> referrer.descriptor().digest())
                        .containsExactly(artifact(image).digest());
            }
        }
    },

    /** A manifest with a subject, at a registry without the referrers API: the client keeps the list. */
    ATTACH {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/manifests/");
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().noReferrers = true;
            image.store(registry.storage(), "team/app", "1");
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            FetchedManifest artifact = artifact(image);
            client.push(new PushRequest(
                    new Reference(registry.hostAndPort(), "team/app", null, null),
                    List.of(),
                    List.of(artifact),
                    digest -> Optional.empty()));
            assertThat(listed(registry, image)).contains(artifact.digest().toString());
        }
    },

    /** An image and a signature of it, at a registry that lists referrers itself. */
    PUSH_SIGNED {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/manifests/") || request.path().contains("/referrers/");
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pushSigned(registry, client, image);
            assertThat(registry.storage()
                            .manifest("team/app", artifact(image).digest().toString()))
                    .isPresent();
        }
    },

    /** The same where the client keeps the list. */
    PUSH_SIGNED_WITHOUT_API {
        @Override
        boolean concerns(Request request) {
            return PUSH_SIGNED.concerns(request);
        }

        @Override
        void prepare(TestRegistry registry, SampleImage image) {
            registry.quirks().noReferrers = true;
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pushSigned(registry, client, image);
            assertThat(listed(registry, image))
                    .contains(artifact(image).digest().toString());
        }
    },

    /** An image and a signature of it in cosign's older form, which is under a tag of its own. */
    PUSH_SIGNED_LEGACY {
        @Override
        boolean concerns(Request request) {
            return request.path().contains("/manifests/");
        }

        @Override
        FetchedManifest signature(SampleImage image) {
            Manifest manifest = Manifest.ofReferrer(
                    SignatureManifest.ARTIFACT_TYPE,
                    List.of(legacyLayer(image)),
                    image.manifest().descriptor(),
                    Map.of());
            return new FetchedManifest(manifest.mediaType(), manifest.digest(), manifest.raw());
        }

        @Override
        void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
            pushSigned(registry, client, image);
            assertThat(isStored(registry, image)).isTrue();
        }

        @Override
        boolean isStored(TestRegistry registry, SampleImage image) throws IOException {
            Optional<String> tagged = registry.storage()
                    .tagged("team/app", SignatureManifest.tag(image.manifest().digest()));
            if (tagged.isEmpty()) {
                return false;
            }
            StoredManifest stored =
                    registry.storage().manifest("team/app", tagged.get()).orElseThrow();
            return Manifest.parse(stored.raw(), MediaTypes.OCI_MANIFEST)
                    .layers()
                    .equals(List.of(legacyLayer(image)));
        }
    };

    /** The image's signature, as an attachment. */
    FetchedManifest signature(SampleImage image) {
        return artifact(image);
    }

    /** Whether the registry has the signature, be it found or not. */
    boolean isStored(TestRegistry registry, SampleImage image) throws IOException {
        return registry.storage()
                .manifest("team/app", artifact(image).digest().toString())
                .isPresent();
    }

    /** One that a sample image has a file for. */
    private static Descriptor legacyLayer(SampleImage image) {
        Descriptor blob = image.manifest().layers().get(0);
        return new Descriptor(
                SignatureManifest.LAYER,
                blob.digest(),
                blob.size(),
                Map.of(SignatureManifest.SIGNATURE, "c2lnbmF0dXJl"),
                null);
    }

    /** All with tokens, which make the most requests; the other log-ins where they could matter. */
    List<Kind> kinds() {
        return this == PUSH || this == PULL ? List.of(Kind.values()) : List.of(Kind.BEARER);
    }

    Login login(Login usual) {
        return usual;
    }

    /** Whether the faults are those of the registry's other host. */
    boolean isAtAnnex() {
        return false;
    }

    /** Before any fault. */
    void prepare(TestRegistry registry, SampleImage image) throws IOException {
        // Most need nothing.
    }

    /** Faults that belong to the operation, fresh ones. */
    FaultScript usualFaults() {
        return request -> null;
    }

    /** Whether what goes wrong with this request is of interest; the others are as in {@link #PUSH} and {@link #PULL}. */
    boolean concerns(Request request) {
        return true;
    }

    /** Pieces as small as the image, so that a large layer goes in several requests. */
    TransferSettings transfers() {
        return new TransferSettings(1, 0, 1000, 1000, 1000);
    }

    /** Does it, by a push as a rule, and looks whether it is done. */
    void run(TestRegistry registry, RegistryClient client, SampleImage image, Path out) throws IOException {
        BlobSource blobs = name().startsWith("MOUNT")
                ? image.source(List.of(Reference.parse(registry.hostAndPort() + "/team/base")))
                : image.source();
        client.push(new PushRequest(reference(registry), List.of("1", "latest"), List.of(image.resolved()), blobs));
        image.assertStored(registry.storage(), "team/app", "1");
        image.assertStored(registry.storage(), "team/app", "latest");
    }

    private static void pull(TestRegistry registry, RegistryClient client, SampleImage image, Path out)
            throws IOException {
        Files.createDirectories(out);
        new SampleImage(image.manifest(), image.blobs(), out).assertPulls(client, reference(registry));
    }

    private static Reference reference(TestRegistry registry) {
        return Reference.parse(registry.hostAndPort() + "/team/app:1");
    }

    private static FaultScript first(Predicate<Request> which, Fault fault) {
        AtomicBoolean done = new AtomicBoolean();
        return request -> which.test(request) && done.compareAndSet(false, true) ? fault : null;
    }

    /** A registry that says it knows no referrers, as many do, cannot be told from one that lies. */
    private static boolean deniesTheApi(TestRegistry registry) {
        return registry.requests().stream().anyMatch(request -> request.path().contains("/manifests/sha256-"));
    }

    void pushSigned(TestRegistry registry, RegistryClient client, SampleImage image) {
        client.push(new PushRequest(
                reference(registry),
                List.of("1", "latest"),
                List.of(image.resolved()),
                List.of(signature(image)),
                image.source()));
        image.assertStored(registry.storage(), "team/app", "1");
        image.assertStored(registry.storage(), "team/app", "latest");
    }

    /** The digest of what the client has written to the list; empty for no list. */
    private static String listed(TestRegistry registry, SampleImage image) throws IOException {
        String tag = "sha256-" + image.manifest().digest().hex();
        String list = registry.storage().tagged("team/app", tag).orElse("no list");
        Optional<StoredManifest> stored = registry.storage().manifest("team/app", list);
        return stored.isEmpty() ? "" : new String(stored.get().raw(), StandardCharsets.UTF_8);
    }

    /** Whether there is a signature of an image that is not there. */
    boolean isSignedWithoutImage(TestRegistry registry, SampleImage image) throws IOException {
        return isStored(registry, image)
                && registry.storage()
                        .manifest("team/app", image.manifest().digest().toString())
                        .isEmpty();
    }

    /** Whether an image can be found by a name before its signature can. */
    boolean isNamedWithoutSignature(TestRegistry registry, SampleImage image) throws IOException {
        boolean named = registry.storage().tagged("team/app", "1").isPresent()
                || registry.storage().tagged("team/app", "latest").isPresent();
        boolean signed = isStored(registry, image);
        boolean found = !registry.quirks().noReferrers
                || listed(registry, image).contains(artifact(image).digest().toString());
        return named && !(signed && found);
    }

    private static FetchedManifest artifact(SampleImage image) {
        byte[] raw = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST
                        + "\",\"artifactType\":\"application/x.sbom\",\"config\":{\"mediaType\":\"application/x\",\"digest\":\""
                        + image.manifest().config().digest() + "\",\"size\":"
                        + image.manifest().config().size()
                        + "},\"layers\":[],\"subject\":{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST
                        + "\",\"digest\":\"" + image.manifest().digest() + "\",\"size\":"
                        + image.manifest().raw().length + "}}")
                .getBytes(StandardCharsets.UTF_8);
        return new FetchedManifest(MediaTypes.OCI_MANIFEST, Digest.of(raw), raw);
    }
}
