package dev.drydock.layout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.HeldFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The attachments of a layout's images. An annotation of {@code index.json} has the digest of an index that lists them as a
 * registry lists referrers. They are not entries of {@code index.json} itself, since programs that take a layout's only
 * image refuse one with several entries.
 */
public final class LayoutAttachments {

    private LayoutAttachments() {}

    /**
     * Makes the layout have these attachments and no others; none at all leaves no trace. Blobs come first and those of
     * earlier attachments go last, as in {@link LayoutWriter}. Concurrent writers are the caller's to prevent.
     *
     * @param layout directory of the layout, which has an image
     */
    public static void replaceAll(Path layout, List<Attachment> attachments) throws IOException {
        Set<Digest> outdated = blobs(OciLayout.open(layout));
        ObjectNode document = Json.parseObject(Files.readAllBytes(layout.resolve(OciLayout.INDEX)));
        TreeMap<String, String> annotations = new TreeMap<>(Json.stringMap(document, "annotations"));
        annotations.remove(OciLayout.REFERRERS);
        Set<Digest> written = new HashSet<>();
        if (!attachments.isEmpty()) {
            annotations.put(
                    OciLayout.REFERRERS,
                    put(layout, list(layout, attachments, written), written).toString());
        }
        document.remove("annotations");
        if (!annotations.isEmpty()) {
            document.set("annotations", Json.map(annotations));
        }
        LayoutWriter.replace(layout.resolve(OciLayout.INDEX), Json.write(document));
        outdated.removeAll(written);
        outdated.removeAll(imageBlobs(OciLayout.open(layout)));
        for (Digest digest : outdated) {
            HeldFiles.deleteUnlessHeld(OciLayout.blobPath(layout, digest));
        }
    }

    /** Writes all but the list. */
    private static byte[] list(Path layout, List<Attachment> attachments, Set<Digest> written) throws IOException {
        ObjectNode list = Json.object();
        list.put("schemaVersion", 2);
        list.put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode entries = list.putArray("manifests");
        for (Attachment attachment : attachments) {
            put(layout, Manifest.emptyConfig(), written);
            for (Attachment.Part part : attachment.parts()) {
                put(layout, part.descriptor().digest(), part.content(), written);
            }
            byte[] manifest = attachment.manifest().raw();
            ObjectNode entry = entries.addObject();
            entry.put("mediaType", MediaTypes.OCI_MANIFEST);
            entry.put("digest", put(layout, manifest, written).toString());
            entry.put("size", manifest.length);
            entry.put("artifactType", attachment.artifactType());
            if (!attachment.annotations().isEmpty()) {
                entry.set("annotations", Json.map(attachment.annotations()));
            }
        }
        return Json.write(list);
    }

    private static Digest put(Path layout, byte[] content, Set<Digest> written) throws IOException {
        Digest digest = Digest.of(content);
        put(layout, digest, content, written);
        return digest;
    }

    private static void put(Path layout, Digest digest, byte[] content, Set<Digest> written) throws IOException {
        if (written.add(digest)) {
            LayoutWriter.replace(OciLayout.blobPath(layout, digest), content);
        }
    }

    /** An attachment the layout has, all of it verified against its digests. */
    public static Attachment read(OciLayout layout, Descriptor descriptor) throws IOException {
        Manifest manifest = Manifest.parse(layout.read(descriptor), descriptor.mediaType());
        List<Attachment.Part> parts = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            parts.add(new Attachment.Part(layer, layout.read(layer)));
        }
        Descriptor subject = manifest.subject()
                .orElseThrow(() -> new IOException("the attachment " + descriptor.digest() + " has no subject"));
        return new Attachment(subject, manifest.artifactType(), parts, manifest.annotations());
    }

    /** Everything that is there for the sake of attachments, the list of them included. */
    static Set<Digest> blobs(OciLayout layout) throws IOException {
        Set<Digest> blobs = new HashSet<>();
        for (Descriptor list : layout.attachmentList()) {
            blobs.add(list.digest());
            for (Descriptor entry : layout.readIndex(list).manifests()) {
                blobs.add(entry.digest());
                addContents(layout, entry, blobs);
            }
        }
        return blobs;
    }

    private static Set<Digest> imageBlobs(OciLayout layout) throws IOException {
        Set<Digest> blobs = new HashSet<>();
        for (Descriptor entry : layout.entries()) {
            blobs.add(entry.digest());
            List<Descriptor> manifests = MediaTypes.isIndex(entry.mediaType())
                    ? layout.readIndex(entry).manifests()
                    : List.of(entry);
            for (Descriptor manifest : manifests) {
                blobs.add(manifest.digest());
                addContents(layout, manifest, blobs);
            }
        }
        return blobs;
    }

    private static void addContents(OciLayout layout, Descriptor entry, Set<Digest> blobs) throws IOException {
        Manifest manifest = Manifest.parse(layout.read(entry), entry.mediaType());
        blobs.add(manifest.config().digest());
        for (Descriptor layer : manifest.layers()) {
            blobs.add(layer.digest());
        }
    }
}
