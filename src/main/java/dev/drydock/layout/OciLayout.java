package dev.drydock.layout;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads an OCI image layout, ours or anybody's, after the image layout page of the OCI image specification. Manifests and
 * configs are verified against their digests; layer blobs are named, not read.
 */
public final class OciLayout {

    static final String MARKER = "oci-layout";
    static final String INDEX = "index.json";
    static final String REF_NAME = "org.opencontainers.image.ref.name";
    static final String IMAGE_NAME = "io.containerd.image.name";
    /** Marks an entry of an index that is BuildKit's attestation about the entry of a digest. */
    static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";
    static final String BASE_NAME = "org.opencontainers.image.base.name";

    /** Annotation of the index, with the digest of a layer added: repositories that have it, separated by blanks. */
    static final String ORIGIN = "dev.drydock.origin.";

    /** Annotation of the index: digest of the index that lists the attachments. */
    static final String REFERRERS = "dev.drydock.referrers";

    /** Documents larger than this are no documents. */
    private static final long MAX_DOCUMENT = 32L << 20;

    /** Indexes within indexes beyond this depth are taken for an attack. */
    private static final int MAX_DEPTH = 4;

    private final Path directory;
    private final Index index;

    private OciLayout(Path directory, Index index) {
        this.directory = directory;
        this.index = index;
    }

    /** Whether something at this place calls itself a layout. */
    public static boolean existsAt(Path directory) {
        return Files.isRegularFile(directory.resolve(MARKER)) && Files.isRegularFile(directory.resolve(INDEX));
    }

    /** @throws BuildFailure if there is no layout, or its index cannot be read as one */
    public static OciLayout open(Path directory) throws IOException {
        if (!existsAt(directory)) {
            throw BuildFailure.ofBuild(
                    "There is no OCI image layout in " + directory,
                    "A layout has the files oci-layout and index.json; drydock:build writes one.");
        }
        byte[] raw = readBounded(directory.resolve(INDEX));
        try {
            return new OciLayout(directory, Index.parse(raw, MediaTypes.OCI_INDEX));
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(
                    "The image layout in " + directory + " cannot be read: index.json: " + Cause.of(e),
                    "Build the image again.",
                    e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Entries of {@code index.json}: one for each name. */
    public List<Descriptor> entries() {
        return index.manifests();
    }

    /** Manifests of the documents about its images, in the order they were written; see {@link LayoutAttachments}. */
    public List<Descriptor> attachments() throws IOException {
        List<Descriptor> attachments = new ArrayList<>();
        for (Descriptor list : attachmentList()) {
            attachments.addAll(readIndex(list).manifests());
        }
        return attachments;
    }

    /** The index that lists them, if there is one. */
    List<Descriptor> attachmentList() throws IOException {
        String digest = index.annotations().get(REFERRERS);
        if (digest == null) {
            return List.of();
        }
        try {
            return List.of(new Descriptor(MediaTypes.OCI_INDEX, Digest.parse(digest), -1));
        } catch (IllegalArgumentException e) {
            throw damaged("its annotation " + REFERRERS + " is no digest but: " + digest);
        }
    }

    /** The complete names of the entries, as far as they have one. */
    public List<Reference> names() {
        List<Reference> names = new ArrayList<>();
        for (Descriptor entry : entries()) {
            String name = entry.annotations().get(IMAGE_NAME);
            if (name != null) {
                names.add(Reference.parse(name));
            }
        }
        return names;
    }

    /** Repositories that have this layer, best first, as far as whoever wrote the layout knew. */
    public List<Reference> origins(Digest layer) {
        String names = index.annotations().getOrDefault(ORIGIN + layer, "");
        List<Reference> origins = new ArrayList<>();
        if (!names.isEmpty()) {
            for (String name : names.split(" ")) {
                origins.add(Reference.parse(name));
            }
        }
        return origins;
    }

    /**
     * The entry to take: the one whose name is {@code name} ("" for any), whatever its kind.
     *
     * @throws BuildFailure if there is none, or if any is asked for and entries differ
     */
    public Descriptor entry(String name) {
        List<Descriptor> found = named(name);
        if (found.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "The image layout in " + directory + " has no image" + (name.isEmpty() ? "" : " named " + name),
                    "Build the image again, or copy one there.");
        }
        Descriptor first = found.get(0);
        boolean platforms = true;
        boolean differ = false;
        for (Descriptor entry : found) {
            platforms &= entry.platform() != null;
            differ |= !entry.digest().equals(first.digest());
        }
        if (differ && !platforms) {
            throw BuildFailure.ofBuild(
                    "The image layout in " + directory + " has several images, and it is not clear which one is meant",
                    "Use a layout with one image.");
        }
        return first;
    }

    private List<Descriptor> named(String name) {
        List<Descriptor> found = new ArrayList<>();
        for (Descriptor entry : entries()) {
            if (name.isEmpty()
                    || name.equals(entry.annotations().get(REF_NAME))
                    || name.equals(entry.annotations().get(IMAGE_NAME))) {
                found.add(entry);
            }
        }
        return found;
    }

    /** The image of this name ("" for any) for a platform; layers are checked for presence and size. */
    public LayoutImage image(String name, Platform platform) throws IOException {
        Descriptor chosen = select(List.of(), name, platform, 0);
        return image(chosen);
    }

    private Descriptor select(List<Descriptor> among, String name, Platform platform, int depth) throws IOException {
        List<Descriptor> candidates = among;
        if (depth == 0) {
            Descriptor entry = entry(name);
            // Layouts of some tools list the platforms in index.json itself, all under one name or none.
            List<Descriptor> siblings = entries().stream()
                    .filter(other -> Objects.equals(
                            other.annotations().get(REF_NAME),
                            entry.annotations().get(REF_NAME)))
                    .toList();
            candidates = entry.platform() == null ? List.of(entry) : siblings;
        }
        Optional<Descriptor> byPlatform = Index.of(candidates, Map.of()).select(platform);
        // The only image of a layout is taken whatever it is for; an index that names platforms is one for these only.
        boolean alone =
                candidates.size() == 1 && (depth == 0 || candidates.get(0).platform() == null);
        Descriptor chosen = byPlatform.orElse(alone ? candidates.get(0) : null);
        if (chosen == null) {
            throw BuildFailure.ofBuild(
                    "The image layout in " + directory + " has no image for " + platform,
                    "It has " + Index.of(candidates, Map.of()).platforms()
                            + ". Build it for that platform as well: drydock.platforms.");
        }
        if (!MediaTypes.isIndex(chosen.mediaType())) {
            return chosen;
        }
        if (depth == MAX_DEPTH) {
            throw new IOException(directory + " has indexes within indexes, more than " + MAX_DEPTH + " deep");
        }
        return select(readIndex(chosen).manifests(), name, platform, depth + 1);
    }

    /** The image a manifest's descriptor points to; layers are checked for presence, if they have no origin, and size. */
    public LayoutImage image(Descriptor descriptor) throws IOException {
        Manifest manifest = Manifest.parse(read(descriptor), descriptor.mediaType());
        byte[] config = read(manifest.config());
        Map<Digest, Path> blobs = new HashMap<>();
        Map<Digest, List<Reference>> origins = new HashMap<>();
        for (Descriptor layer : manifest.layers()) {
            List<Reference> from = origins(layer.digest());
            if (!from.isEmpty()) {
                origins.put(layer.digest(), from);
            }
            if (from.isEmpty() || Files.exists(blobPath(directory, layer.digest()))) {
                blobs.put(layer.digest(), blob(layer));
            }
        }
        return new LayoutImage(manifest, config, Map.copyOf(blobs), null, Map.copyOf(origins));
    }

    /** An index of the layout other than its root. */
    public Index readIndex(Descriptor descriptor) throws IOException {
        return Index.parse(read(descriptor), descriptor.mediaType());
    }

    /** All images below an entry: itself, or those of an index, attestations left out. */
    public List<LayoutImage> images(Descriptor entry) throws IOException {
        if (!MediaTypes.isIndex(entry.mediaType())) {
            return List.of(image(entry));
        }
        List<LayoutImage> out = new ArrayList<>();
        for (Descriptor manifest : readIndex(entry).manifests()) {
            boolean attestation = manifest.annotations().containsKey(REFERENCE_TYPE);
            if (MediaTypes.isManifest(manifest.mediaType()) && !attestation) {
                out.add(image(manifest));
            }
        }
        return out;
    }

    /** A document of the layout, verified. */
    public byte[] read(Descriptor descriptor) throws IOException {
        byte[] raw = readBounded(blob(descriptor));
        byte[] actual = descriptor.digest().newMessageDigest().digest(raw);
        if (!java.util.HexFormat.of()
                .formatHex(actual)
                .equals(descriptor.digest().hex())) {
            throw damaged("blob " + descriptor.digest() + " has other bytes than its digest says");
        }
        return raw;
    }

    /** The file of a blob, present and of the right size, its bytes unread. */
    public Path blob(Descriptor descriptor) throws IOException {
        Path file = blobPath(directory, descriptor.digest());
        if (!Files.isRegularFile(file)) {
            throw damaged("blob " + descriptor.digest() + " is missing");
        }
        if (descriptor.size() >= 0 && Files.size(file) != descriptor.size()) {
            throw damaged("blob " + descriptor.digest() + " has " + Files.size(file) + " bytes instead of "
                    + descriptor.size());
        }
        return file;
    }

    /** The file of a blob; empty if it is missing and has an origin. */
    public Optional<Path> find(Digest digest) throws IOException {
        boolean elsewhere =
                !Files.exists(blobPath(directory, digest)) && !origins(digest).isEmpty();
        return elsewhere ? Optional.empty() : Optional.of(blob(new Descriptor("", digest, -1)));
    }

    private BuildFailure damaged(String what) {
        return BuildFailure.ofEnvironment(
                "The image layout in " + directory + " is damaged: " + what, "Build the image again.", null);
    }

    /** Annotations of the entry for a name: containerd wants all of it, others the tag. */
    static Map<String, String> annotations(Reference name) {
        return Map.of(IMAGE_NAME, name.fullName(), REF_NAME, name.tagOrLatest());
    }

    static Path blobPath(Path directory, Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    private static byte[] readBounded(Path file) throws IOException {
        if (Files.size(file) > MAX_DOCUMENT) {
            throw new IOException(file + " is larger than any manifest or config");
        }
        return Files.readAllBytes(file);
    }
}
