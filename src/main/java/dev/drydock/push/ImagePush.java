package dev.drydock.push;

import dev.drydock.engine.record.PushRecord;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.OciLayout;
import dev.drydock.registry.BlobSource;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.PushRequest;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the image a build left in its layout, with its attachments. Nothing is built: what the layout holds is what the registry gets.
 *
 * @param layout of the image
 * @param names to give it, in any number of repositories; none for those it was built with
 * @param output where {@code image.json} is, which is told of the push; null for nowhere
 */
@StartUp
public record ImagePush(
        Path layout, List<Reference> names, @Nullable Path output) {

    /** Leaves no record. */
    public ImagePush(Path layout, List<Reference> names) {
        this(layout, names, null);
    }

    /**
     * One for each repository.
     *
     * @param pushed tells of repositories besides those that the layout names
     */
    List<PushRequest> requests(PushedBlobs pushed) throws IOException {
        OciLayout image = OciLayout.open(layout);
        List<FetchedManifest> manifests = manifests(image);
        BlobSource blobs = new LayoutBlobs(image, pushed);
        Map<String, List<Reference>> byRepository = new LinkedHashMap<>();
        for (Reference name : names.isEmpty() ? image.names() : names) {
            String repository = name.registry() + "/" + name.repository();
            List<Reference> known = byRepository.get(repository);
            if (known == null) {
                known = new ArrayList<>();
                byRepository.put(repository, known);
            }
            known.add(name);
        }
        List<PushRequest> requests = new ArrayList<>();
        for (List<Reference> repository : byRepository.values()) {
            List<String> tags = new ArrayList<>();
            for (Reference name : repository) {
                tags.add(name.tagOrLatest());
            }
            Reference target = repository.get(0);
            List<FetchedManifest> attachments = attachments(image, target);
            Set<Digest> attached = attachments.isEmpty() ? Set.of() : attached(target, manifests);
            requests.add(new PushRequest(target, tags, manifests, attachments, attached, blobs));
        }
        return requests;
    }

    /** Blobs of the layout. Layers left where they came from are known by their origins only. */
    private record LayoutBlobs(OciLayout image, PushedBlobs pushed) implements BlobSource {

        @Override
        public Optional<Path> file(Digest digest) throws IOException {
            return image.find(digest);
        }

        @Override
        public List<Reference> origins(Digest digest) {
            List<Reference> all = pushed.places(digest);
            all.addAll(image.origins(digest));
            return all;
        }
    }

    private Set<Digest> attached(Reference target, List<FetchedManifest> manifests) throws IOException {
        Digest root = manifests.get(manifests.size() - 1).digest();
        return output == null ? Set.of() : PushRecord.attached(output, target, root, Instant.now());
    }

    /** Those for the image in this repository. */
    private static List<FetchedManifest> attachments(OciLayout image, Reference target) throws IOException {
        String here = target.registry() + "/" + target.repository();
        List<FetchedManifest> attachments = new ArrayList<>();
        String elsewhere = null;
        boolean any = false;
        for (Descriptor attachment : image.attachments()) {
            String repository = attachment.annotations().get(Attachment.REPOSITORY);
            if (repository == null || repository.equals(here)) {
                attachments.add(
                        new FetchedManifest(attachment.mediaType(), attachment.digest(), image.read(attachment)));
                any |= repository != null;
            } else {
                elsewhere = repository;
            }
        }
        if (elsewhere != null && !any) {
            throw BuildFailure.ofBuild(
                    "The image in " + image.directory() + " cannot be pushed to " + here
                            + ": its signatures are in the older form, which names a repository, and they name "
                            + elsewhere,
                    "Build the image with the name that it is pushed under: it is signed for that one then.");
        }
        return attachments;
    }

    /** The parts before the whole. */
    private static List<FetchedManifest> manifests(OciLayout image) throws IOException {
        Descriptor root = image.entry("");
        List<FetchedManifest> manifests = new ArrayList<>();
        if (MediaTypes.isIndex(root.mediaType())) {
            for (Descriptor part : image.readIndex(root).manifests()) {
                manifests.add(new FetchedManifest(part.mediaType(), part.digest(), image.read(part)));
            }
        }
        manifests.add(new FetchedManifest(root.mediaType(), root.digest(), image.read(root)));
        return manifests;
    }
}
