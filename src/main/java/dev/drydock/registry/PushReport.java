package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.util.List;

/**
 * Outcome of a push, or of one that was only tried out.
 *
 * @param target registry and repository
 * @param digest of what the tags name
 * @param tags those that name it now, in the order asked for
 * @param blobs of the image, each once, in the order of the manifests
 * @param attachments documents about the image that belong to it
 */
@StartUp
public record PushReport(
        Reference target, Digest digest, List<String> tags, List<Blob> blobs, List<Attachment> attachments) {

    /** How a blob came to be in the repository. */
    public enum Way {
        /** It was there. */
        EXISTED,
        /** The registry took it from another of its repositories. */
        MOUNTED,
        /** It was sent from a file. */
        SENT,
        /** It was streamed from another registry. */
        STREAMED,
        /** Not distributable by its media type, so it stays where its URLs say. */
        LEFT_OUT
    }

    public record Blob(Descriptor descriptor, Way way) {}

    /**
     * A manifest whose subject is the image or a part of it.
     *
     * @param type what kind of document it is
     * @param bytes of its blobs
     * @param sent whether it was sent, or would be; otherwise it was there
     */
    public record Attachment(Digest manifest, String type, long bytes, boolean sent) {}

    /** Without attachments. */
    public PushReport(Reference target, Digest digest, List<String> tags, List<Blob> blobs) {
        this(target, digest, tags, blobs, List.of());
    }

    /** Bytes of the image's blobs that went over the network. */
    public long bytesSent() {
        long sum = 0;
        for (Blob blob : blobs) {
            if (blob.way() == Way.SENT || blob.way() == Way.STREAMED) {
                sum += blob.descriptor().size();
            }
        }
        return sum;
    }
}
