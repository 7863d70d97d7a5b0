package dev.drydock.push;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushRequest;
import dev.drydock.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pushes images together: no name of any is set before all of all images is in the registries. */
public final class JointPush {

    private JointPush() {}

    /**
     * An image among others.
     *
     * @param access equal for those that reach registries in the same way, as the same users: they share connections and
     *     what is learned of registries, and none sends what another has sent
     */
    public record Item(ImagePush image, BuildEnvironment surroundings, Object access) {}

    /** Where clients come from. */
    public interface Clients {

        /** A client for the item and all others of equal access; the push closes it. */
        RegistryClient open(Item item);
    }

    /** A client nobody has used yet. */
    public static RegistryClient open(Item item) {
        return RegistryClient.open(item.surroundings.registry(), item.surroundings.log());
    }

    /** As {@link #push(List, Clients)}, with clients of its own. */
    public static List<List<PushReport>> push(List<Item> items) throws IOException {
        return push(items, JointPush::open);
    }

    /**
     * @return for each item one report for each repository, in their order
     * @throws BuildFailure if an image is not there, two want the same name, or a registry does not take one
     * @throws IOException if a layout cannot be read
     */
    public static List<List<PushReport>> push(List<Item> items, Clients clients) throws IOException {
        List<List<PushReport>> reports = send(items, clients);
        for (int i = 0; i < items.size(); i++) {
            Path output = items.get(i).image.output();
            if (output != null) {
                ImageRecord.pushed(output, reports.get(i), Instant.now());
            }
        }
        return reports;
    }

    /** Finds out what {@link #push} would do, without changing anything; a mount may still be refused. */
    public static List<List<PushReport>> preview(List<Item> items, Clients clients) throws IOException {
        try (PushGroups groups = new PushGroups(clients)) {
            addAll(items, groups);
            List<List<PushReport>> previews = new ArrayList<>();
            for (PushGroups.Group group : groups.all()) {
                List<PushReport> previewed = new ArrayList<>();
                for (PushRequest request : group.requests()) {
                    previewed.add(group.client().preview(request));
                }
                previews.add(previewed);
            }
            return groups.ofImages(previews);
        }
    }

    private static List<List<PushReport>> send(List<Item> items, Clients clients) throws IOException {
        try (PushGroups groups = new PushGroups(clients)) {
            addAll(items, groups);
            List<RegistryClient.Upload> uploads = new ArrayList<>();
            for (PushGroups.Group group : groups.all()) {
                uploads.add(group.client().upload(group.requests()));
            }
            List<List<PushReport>> tagged = new ArrayList<>();
            for (RegistryClient.Upload upload : uploads) {
                tagged.add(upload.tag());
            }
            return groups.ofImages(tagged);
        }
    }

    private static void addAll(List<Item> items, PushGroups groups) throws IOException {
        for (Item item : items) {
            groups.add(item);
        }
        refuseTwoOfOneName(groups.all());
    }

    private static void refuseTwoOfOneName(List<PushGroups.Group> groups) {
        Map<String, Digest> seen = new HashMap<>();
        for (PushGroups.Group group : groups) {
            for (PushRequest request : group.requests()) {
                for (String tag : request.tags()) {
                    String name = request.target().withTag(tag).toString();
                    Digest digest = request.root().digest();
                    Digest other = seen.putIfAbsent(name, digest);
                    if (other != null && !other.equals(digest)) {
                        throw BuildFailure.ofBuild(
                                "Two different images would be pushed as " + name,
                                "Give each a name or a tag of its own.");
                    }
                }
            }
        }
    }
}
