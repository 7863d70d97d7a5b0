package dev.drydock.layout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a layout as one tar archive. The same image makes the same bytes.
 *
 * <p>{@link #oci} is the layout as it is, with its attachments ("oci-archive"). {@link #docker} adds the files {@code docker load} reads
 * ({@code manifest.json} and, for old ones, {@code repositories}), for one platform: every Docker, Podman and containerd takes
 * it. Layers stay compressed as they are.
 */
public final class ArchiveWriter {

    private final OciLayout layout;

    public ArchiveWriter(OciLayout layout) {
        this.layout = layout;
    }

    /** @param out not closed */
    public void oci(OutputStream out) throws IOException {
        Contents contents = new Contents();
        for (Descriptor entry : layout.entries()) {
            addAll(contents, entry);
        }
        for (Digest digest : LayoutAttachments.blobs(layout)) {
            contents.add(name(digest), OciLayout.blobPath(layout.directory(), digest));
        }
        contents.add(OciLayout.INDEX, Files.readAllBytes(layout.directory().resolve(OciLayout.INDEX)));
        contents.write(out);
    }

    /**
     * @param names the image is to have; none leaves it without
     * @param out not closed
     */
    public void docker(LayoutImage image, List<Reference> names, OutputStream out) throws IOException {
        Contents contents = new Contents();
        addImage(contents, image);
        Descriptor root = image.manifest().descriptor();
        List<Descriptor> entries = names.stream()
                .map(name -> root.withAnnotations(OciLayout.annotations(name)))
                .toList();
        contents.add(
                OciLayout.INDEX,
                Index.of(entries.isEmpty() ? List.of(root) : entries, Map.of()).raw());
        contents.add("manifest.json", dockerManifest(image, names));
        contents.add("repositories", repositories(image, names));
        contents.write(out);
    }

    private void addAll(Contents contents, Descriptor entry) throws IOException {
        if (MediaTypes.isIndex(entry.mediaType())) {
            contents.add(name(entry.digest()), layout.read(entry));
            for (Descriptor part : layout.readIndex(entry).manifests()) {
                addAll(contents, part);
            }
        } else {
            addImage(contents, layout.image(entry));
        }
    }

    private static void addImage(Contents contents, LayoutImage image) {
        contents.add(name(image.manifest().digest()), image.manifest().raw());
        contents.add(name(image.manifest().config().digest()), image.config());
        image.blobs().forEach((digest, file) -> contents.add(name(digest), file));
    }

    private static byte[] dockerManifest(LayoutImage image, List<Reference> names) {
        ArrayNode list = Json.object().putArray("list");
        ObjectNode only = list.addObject();
        only.put("Config", name(image.manifest().config().digest()));
        only.set(
                "RepoTags",
                Json.array(names.stream()
                        .map(name -> repository(name) + ":" + name.tagOrLatest())
                        .toList()));
        only.set(
                "Layers",
                Json.array(image.manifest().layers().stream()
                        .map(layer -> name(layer.digest()))
                        .toList()));
        return Json.write(list);
    }

    private static byte[] repositories(LayoutImage image, List<Reference> names) {
        List<Descriptor> layers = image.manifest().layers();
        ObjectNode repositories = Json.object();
        if (!layers.isEmpty()) {
            String top = layers.get(layers.size() - 1).digest().hex();
            names.forEach(
                    name -> repositories.withObjectProperty(repository(name)).put(name.tagOrLatest(), top));
        }
        return Json.write(repositories);
    }

    /** As Docker shows it. */
    private static String repository(Reference name) {
        String shown = new Reference(name.registry(), name.repository(), "x", null).toString();
        return shown.substring(0, shown.length() - 2);
    }

    private static String name(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    /** Files of an archive by name, each once. */
    private static final class Contents {

        private final Map<String, Object> files = new TreeMap<>();

        void add(String name, byte[] bytes) {
            files.put(name, bytes);
        }

        void add(String name, Path file) {
            files.put(name, file);
        }

        void write(OutputStream out) throws IOException {
            add(OciLayout.MARKER, LayoutWriter.MARKER_CONTENT);
            TarWriter tar = new TarWriter(out);
            Set<String> directories = new TreeSet<>();
            for (Map.Entry<String, Object> file : files.entrySet()) {
                addParents(tar, directories, file.getKey());
                if (file.getValue() instanceof Path path) {
                    try (InputStream content = Files.newInputStream(path)) {
                        add(tar, file.getKey(), Files.size(path), content);
                    }
                } else if (file.getValue() instanceof byte[] bytes) {
                    add(tar, file.getKey(), bytes.length, new ByteArrayInputStream(bytes));
                }
            }
            tar.finish();
        }

        private static void add(TarWriter tar, String name, long size, InputStream content) throws IOException {
            tar.add(TarEntry.file(name, 0644, 0, 0, size, Instant.EPOCH), content);
        }

        private static void addParents(TarWriter tar, Set<String> made, String name) throws IOException {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                String parent = name.substring(0, slash);
                if (made.add(parent)) {
                    tar.add(TarEntry.directory(parent, 0755, 0, 0, Instant.EPOCH));
                }
            }
        }
    }
}
