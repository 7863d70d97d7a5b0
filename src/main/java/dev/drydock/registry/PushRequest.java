package dev.drydock.registry;

import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An image, or an index with its images, and the names it shall have.
 *
 * @param target registry and repository; its tag, if it has one, is the first of the tags
 * @param tags further ones; with none at all the image is reachable by digest only
 * @param manifests parts before the whole: the images of an index, then the index; the last one gets the tags. A manifest that
 *     an index names and that is not listed here must be in the repository already
 * @param mountCandidates repositories that may have some of the blobs; those on other registries are ignored
 */
public record PushRequest(
        Reference target,
        List<String> tags,
        List<Resolved> manifests,
        BlobSource blobs,
        List<Reference> mountCandidates) {

    public PushRequest {
        if (manifests.isEmpty()) {
            throw new IllegalArgumentException("nothing to push to " + target);
        }
        Set<String> all = new LinkedHashSet<>();
        if (target.tag() != null) {
            all.add(target.tag());
        }
        all.addAll(tags);
        tags = List.copyOf(all);
        manifests = List.copyOf(manifests);
        mountCandidates = List.copyOf(mountCandidates);
    }

    public static PushRequest of(Reference target, Manifest image, BlobSource blobs) {
        return new PushRequest(target, List.of(), List.of(asResolved(image)), blobs, List.of());
    }

    public static PushRequest of(Reference target, Index index, List<Manifest> images, BlobSource blobs) {
        List<Resolved> manifests = new ArrayList<>();
        images.forEach(image -> manifests.add(asResolved(image)));
        manifests.add(new Resolved(index.mediaType(), index.digest(), index.raw()));
        return new PushRequest(target, List.of(), manifests, blobs, List.of());
    }

    public PushRequest withTags(List<String> furtherTags) {
        return new PushRequest(target, furtherTags, manifests, blobs, mountCandidates);
    }

    public PushRequest withMountCandidates(List<Reference> repositories) {
        return new PushRequest(target, tags, manifests, blobs, repositories);
    }

    /** The manifest or index that gets the tags. */
    public Resolved root() {
        return manifests.get(manifests.size() - 1);
    }

    private static Resolved asResolved(Manifest image) {
        return new Resolved(image.mediaType(), image.digest(), image.raw());
    }
}
