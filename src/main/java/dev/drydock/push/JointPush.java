package dev.drydock.push;

import dev.drydock.engine.record.PushRecord;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushRequest;
import dev.drydock.registry.RegistryClient;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pushes images together: no name of any is set before all of all images is in the registries. */
@StartUp
public final class JointPush {

    private JointPush() {}

    /** A client nobody has used yet. */
    public static RegistryClient open(PushItem item) {
        return RegistryClient.open(
                item.surroundings().registry(), item.surroundings().log());
    }

    /**
     * @return for each item one report for each repository, in their order
     * @throws BuildFailure if an image is not there, two want the same name, or a registry does not take one
     * @throws IOException if a layout cannot be read
     */
    public static List<List<PushReport>> push(List<PushItem> items, PushClients clients) throws IOException {
        List<List<PushReport>> reports = send(items, clients);
        for (int i = 0; i < items.size(); i++) {
            Path output = items.get(i).image().output();
            if (output != null) {
                PushRecord.write(output, reports.get(i), Instant.now());
            }
        }
        return reports;
    }

    /** Finds out what {@link #push} would do, without changing anything; a mount may still be refused. */
    public static List<List<PushReport>> preview(List<PushItem> items, PushClients clients) throws IOException {
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

    private static List<List<PushReport>> send(List<PushItem> items, PushClients clients) throws IOException {
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
            learn(tagged, clients.pushed());
            return groups.ofImages(tagged);
        }
    }

    private static void learn(List<List<PushReport>> done, PushedBlobs pushed) {
        for (List<PushReport> reports : done) {
            for (PushReport report : reports) {
                pushed.learn(report);
            }
        }
    }

    private static void addAll(List<PushItem> items, PushGroups groups) throws IOException {
        for (PushItem item : items) {
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
