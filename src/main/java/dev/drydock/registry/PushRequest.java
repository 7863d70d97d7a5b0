package dev.drydock.registry;

import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
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
 * @param attachments manifests whose subject is one of those, such as signatures; they follow the images and precede the
 *     tags
 * @param attached digests of attachments that were seen in the repository lately: not asked for while the tags name the image
 * @param blobs where the blobs of all these are
 */
@StartUp
public record PushRequest(
        Reference target,
        List<String> tags,
        List<FetchedManifest> manifests,
        List<FetchedManifest> attachments,
        Set<Digest> attached,
        BlobSource blobs) {

    /** Without attachments. */
    public PushRequest(Reference target, List<String> tags, List<FetchedManifest> manifests, BlobSource blobs) {
        this(target, tags, manifests, List.of(), blobs);
    }

    /** With attachments nothing is known of. */
    public PushRequest(
            Reference target,
            List<String> tags,
            List<FetchedManifest> manifests,
            List<FetchedManifest> attachments,
            BlobSource blobs) {
        this(target, tags, manifests, attachments, Set.of(), blobs);
    }

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
        attachments = List.copyOf(attachments);
        attached = Set.copyOf(attached);
    }

    /** The manifest or index that gets the tags. */
    public FetchedManifest root() {
        return manifests.get(manifests.size() - 1);
    }
}
