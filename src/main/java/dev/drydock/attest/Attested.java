package dev.drydock.attest;

import dev.drydock.layout.Attachment;
import java.util.List;
import java.util.Map;

/**
 * Documents about an image.
 *
 * @param files by name, for people and other programs
 * @param referrers attachments of the manifests of its platforms
 * @param inIndex further manifests of its index
 */
public record Attested(Map<String, byte[]> files, List<Attachment> referrers, List<Attachment> inIndex) {

    public static final Attested NOTHING = new Attested(Map.of(), List.of(), List.of());

    public Attested {
        files = Map.copyOf(files);
        referrers = List.copyOf(referrers);
        inIndex = List.copyOf(inIndex);
    }
}
