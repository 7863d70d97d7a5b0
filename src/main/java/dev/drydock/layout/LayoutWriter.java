package dev.drydock.layout;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.HeldFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes an OCI image layout. Blobs come first, each by an atomic rename, then {@code index.json} by another one, and only
 * then go the blobs nothing names any more: whoever reads the index sees a complete image, before, during and after.
 * Concurrent writers of one directory are the caller's to prevent.
 */
public final class LayoutWriter {

    static final byte[] MARKER_CONTENT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final Set<Digest> written = new HashSet<>();

    public LayoutWriter(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the layout hold these images and nothing else.
     *
     * @param images one for each platform; several are joined by an index
     * @param names each gets an entry, with the tag as {@code org.opencontainers.image.ref.name}; the base image stands
     *     there too, and origins of layers in the index, and not in the manifest, whose digest shall not depend on
     *     where the base came from
     * @return what a name of the layout means now: the manifest, or the index of several
     */
    public Descriptor write(List<LayoutImage> images, List<Reference> names) throws IOException {
        return write(images, List.of(), names);
    }

    /**
     * As {@link #write(List, List)}.
     *
     * @param attestations about the images, to stand beside them in their index
     */
    public Descriptor write(List<LayoutImage> images, List<Attachment> attestations, List<Reference> names)
            throws IOException {
        Files.createDirectories(directory);
        List<Descriptor> manifests = new ArrayList<>();
        for (LayoutImage image : images) {
            manifests.add(writeImage(image));
        }
        for (Attachment attestation : attestations) {
            manifests.add(writeAttestation(attestation));
        }
        Descriptor root = manifests.get(0);
        if (manifests.size() > 1) {
            Index joined = Index.of(manifests, Map.of());
            putBytes(joined.digest(), joined.raw());
            root = joined.descriptor();
        }
        List<Descriptor> entries = new ArrayList<>();
        for (Reference name : names) {
            Map<String, String> annotations = new TreeMap<>(OciLayout.annotations(name));
            Reference base = images.get(0).base();
            if (base != null) {
                annotations.put(OciLayout.BASE_NAME, base.fullName());
            }
            entries.add(root.withAnnotations(annotations));
        }
        replace(directory.resolve(OciLayout.MARKER), MARKER_CONTENT);
        replace(
                directory.resolve(OciLayout.INDEX),
                Index.of(entries.isEmpty() ? List.of(root) : entries, origins(images))
                        .raw());
        removeOthers();
        return root;
    }

    private static Map<String, String> origins(List<LayoutImage> images) {
        Map<String, String> annotations = new TreeMap<>();
        for (LayoutImage image : images) {
            for (Map.Entry<Digest, List<Reference>> origin : image.origins().entrySet()) {
                if (!origin.getValue().isEmpty()) {
                    annotations.put(OciLayout.ORIGIN + origin.getKey(), names(origin.getValue()));
                }
            }
        }
        return annotations;
    }

    private static String names(List<Reference> repositories) {
        Set<String> names = new LinkedHashSet<>();
        for (Reference repository : repositories) {
            names.add(repository.registry() + "/" + repository.repository());
        }
        return String.join(" ", names);
    }

    private Descriptor writeImage(LayoutImage image) throws IOException {
        for (Descriptor layer : image.manifest().layers()) {
            Path source = image.blobs().get(layer.digest());
            if (source != null) {
                putFile(layer, source);
            } else if (image.origins().getOrDefault(layer.digest(), List.of()).isEmpty()) {
                throw new IllegalArgumentException("no file for layer " + layer.digest());
            } else {
                written.add(layer.digest());
            }
        }
        putBytes(image.manifest().config().digest(), image.config());
        putBytes(image.manifest().digest(), image.manifest().raw());
        return image.manifest()
                .descriptor()
                .withPlatform(ImageConfig.parse(image.config()).platform());
    }

    /** In the form that BuildKit gave attestations before there were referrers. */
    private Descriptor writeAttestation(Attachment attestation) throws IOException {
        byte[] config = Manifest.emptyConfig();
        putBytes(Digest.of(config), config);
        for (Attachment.Part part : attestation.parts()) {
            putBytes(part.descriptor().digest(), part.content());
        }
        Manifest manifest = attestation.manifest();
        putBytes(manifest.digest(), manifest.raw());
        return manifest.descriptor()
                .withPlatform(Platform.UNKNOWN)
                .withAnnotations(Map.of(
                        OciLayout.REFERENCE_TYPE,
                        "attestation-manifest",
                        OciLayout.REFERENCE_DIGEST,
                        attestation.subject().digest().toString()));
    }

    private void putFile(Descriptor layer, Path source) throws IOException {
        written.add(layer.digest());
        add(directory, layer, source);
    }

    /** Adds a layer that is missing to a layout; linked if that is possible. */
    public static void add(Path directory, Descriptor layer, Path source) throws IOException {
        Path target = OciLayout.blobPath(directory, layer.digest());
        if (Files.isRegularFile(target) && Files.size(target) == layer.size()) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path temporary = temporaryNextTo(target);
        linkOrCopy(source, temporary);
        AtomicFiles.move(temporary, target);
    }

    /** Linking fails across file systems, on some of them altogether, and for files of others where the kernel protects them. */
    private static void linkOrCopy(Path source, Path target) throws IOException {
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException | IOException cannotLink) {
            if (cannotLink instanceof NoSuchFileException) {
                throw (NoSuchFileException) cannotLink;
            }
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void putBytes(Digest digest, byte[] bytes) throws IOException {
        Path target = OciLayout.blobPath(directory, digest);
        written.add(digest);
        replace(target, bytes);
    }

    /** Writes the file, unless it has these bytes already. */
    static void replace(Path target, byte[] bytes) throws IOException {
        if (Files.isRegularFile(target)
                && Files.size(target) == bytes.length
                && java.util.Arrays.equals(Files.readAllBytes(target), bytes)) {
            return;
        }
        AtomicFiles.write(target, bytes);
    }

    private static Path temporaryNextTo(Path target) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** Also takes what an earlier writer left half done. */
    private void removeOthers() throws IOException {
        Set<Path> keep = new HashSet<>();
        for (Digest digest : written) {
            keep.add(OciLayout.blobPath(directory, digest));
        }
        try (DirectoryStream<Path> algorithms = Files.newDirectoryStream(directory.resolve("blobs"))) {
            for (Path algorithm : algorithms) {
                if (Files.isDirectory(algorithm)) {
                    removeOthers(algorithm, keep);
                }
            }
        }
    }

    private static void removeOthers(Path algorithm, Set<Path> keep) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(algorithm)) {
            for (Path file : files) {
                if (!keep.contains(file)) {
                    HeldFiles.deleteUnlessHeld(file); // if it is, the next build's turn
                }
            }
        }
    }
}
