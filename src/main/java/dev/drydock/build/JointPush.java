package dev.drydock.build;

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
import java.util.LinkedHashMap;
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
    public record Item(ImagePush image, Surroundings surroundings, Object access) {}

    /** What belongs to one client. */
    private record Group(RegistryClient client, List<PushRequest> requests) {}

    /**
     * @return for each item one report for each repository, in their order
     * @throws BuildFailure if an image is not there, two want the same name, or a registry does not take one
     * @throws IOException if a layout cannot be read
     */
    public static List<List<PushReport>> push(List<Item> items) throws IOException {
        List<List<PushReport>> reports = with(items, groups -> {
            List<RegistryClient.Upload> uploads = new ArrayList<>();
            for (Group group : groups) {
                uploads.add(group.client.upload(group.requests));
            }
            List<List<PushReport>> tagged = new ArrayList<>();
            uploads.forEach(upload -> tagged.add(upload.tag()));
            return tagged;
        });
        for (int i = 0; i < items.size(); i++) {
            Path output = items.get(i).image.output();
            if (output != null) {
                ImageRecord.pushed(output, reports.get(i), Instant.now());
            }
        }
        return reports;
    }

    /** What {@link #push} would do, found out without changing anything; a mount may still be refused. */
    public static List<List<PushReport>> preview(List<Item> items) throws IOException {
        return with(
                items,
                groups -> groups.stream()
                        .map(group -> group.requests.stream()
                                .map(group.client::preview)
                                .toList())
                        .toList());
    }

    private interface Work {
        List<List<PushReport>> run(List<Group> groups);
    }

    private static List<List<PushReport>> with(List<Item> items, Work work) throws IOException {
        Map<Object, Group> groups = new LinkedHashMap<>();
        try {
            List<List<PushRequest>> requests = new ArrayList<>();
            for (Item item : items) {
                List<PushRequest> own = item.image.requests();
                requests.add(own);
                groups.computeIfAbsent(item.access, access -> open(item))
                        .requests
                        .addAll(own);
            }
            refuseTwoOfOneName(requests);
            List<Group> all = List.copyOf(groups.values());
            List<List<PushReport>> reports = work.run(all);
            Map<PushRequest, PushReport> byRequest = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < all.get(i).requests.size(); j++) {
                    byRequest.put(all.get(i).requests.get(j), reports.get(i).get(j));
                }
            }
            return requests.stream()
                    .map(own -> own.stream().map(byRequest::get).toList())
                    .toList();
        } finally {
            groups.values().forEach(group -> group.client.close());
        }
    }

    private static Group open(Item item) {
        return new Group(RegistryClient.open(item.surroundings.registry(), item.surroundings.log()), new ArrayList<>());
    }

    private static void refuseTwoOfOneName(List<List<PushRequest>> requests) {
        Map<String, Digest> seen = new HashMap<>();
        for (List<PushRequest> own : requests) {
            for (PushRequest request : own) {
                for (String tag : request.tags()) {
                    String name = request.target().withTag(tag).toString();
                    Digest digest = request.root().digest();
                    Digest other = seen.putIfAbsent(name, digest);
                    if (other != null && !other.equals(digest)) {
                        throw BuildFailure.ofBuild(
                                "Two different images are to be pushed as " + name, "Give each its own name or tag.");
                    }
                }
            }
        }
    }
}
