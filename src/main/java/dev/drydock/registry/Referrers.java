package dev.drydock.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The referrers endpoint, and the tag that stands in for it at registries without one. */
@StartUp
final class Referrers {

    private static final String LIST = "the list of what refers to the image";

    private final RegistryCalls calls;
    private final Manifests manifests;

    Referrers(RegistryCalls calls, Manifests manifests) {
        this.calls = calls;
        this.manifests = manifests;
    }

    /** By the API; where the registry has none, whatever it says then, by the tag. */
    List<Referrer> of(Repository repository, Access access, Digest subject) throws IOException, InterruptedException {
        IOException refusal;
        try {
            Optional<List<Referrer>> found = byApi(repository, access, subject);
            if (found.isPresent()) {
                return found.get();
            }
            Optional<List<Referrer>> listed = byTag(repository, access, subject);
            return listed.isPresent() ? listed.get() : List.of();
        } catch (StatusFailure e) {
            refusal = e;
        } catch (AccessRefused e) {
            if (!e.isForbidden()) {
                throw e;
            }
            refusal = e;
        }
        // Only a list tells that it was the API that was refused.
        Optional<List<Referrer>> found = byTag(repository, access, subject);
        if (found.isEmpty()) {
            throw refusal;
        }
        return found.get();
    }

    private Optional<List<Referrer>> byTag(Repository repository, Access access, Digest subject)
            throws IOException, InterruptedException {
        Optional<FetchedManifest> index = manifests.find(repository, access, tag(subject));
        return index.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(index.get().raw()));
    }

    /** Empty if the registry says that it has no such API. */
    private Optional<List<Referrer>> byApi(Repository repository, Access access, Digest subject)
            throws IOException, InterruptedException {
        List<Referrer> found = new ArrayList<>();
        URI page = repository.referrers(subject);
        for (int pages = 0; page != null; pages++) {
            if (pages == TagList.MOST_PAGES) {
                throw new BadAnswer(repository + ": the list of referrers has no end");
            }
            HttpCall call =
                    HttpCall.get(page).with("Accept", MediaTypes.OCI_INDEX).keeping(TagList.PAGE_LIMIT);
            Optional<RegistryCalls.Document> list = calls.document(access, call, 400, 404, 405, 406, 501);
            if (list.isEmpty()) {
                return Optional.empty();
            }
            HttpAnswer answer = list.get().answer();
            found.addAll(parse(answer.body()));
            page = TagList.next(calls, repository, answer);
        }
        return Optional.of(found);
    }

    private static List<Referrer> parse(byte[] raw) throws IOException {
        List<Referrer> found = new ArrayList<>();
        List<Descriptor> descriptors = Index.parse(raw, MediaTypes.OCI_INDEX).manifests();
        JsonNode entries = Json.parseObject(raw).path("manifests");
        for (int i = 0; i < descriptors.size(); i++) {
            found.add(new Referrer(
                    descriptors.get(i), entries.path(i).path("artifactType").asText("")));
        }
        return found;
    }

    /** Digests of those known to refer to the subject; none if that cannot be found out. */
    Set<Digest> look(Repository repository, Digest subject) throws IOException, InterruptedException {
        Set<Digest> known = new HashSet<>();
        try {
            for (Referrer referrer : of(repository, repository.toPush(), subject)) {
                known.add(referrer.descriptor().digest());
            }
        } catch (IOException e) {
            calls.shortcuts().failed("a look for what refers to " + subject + " in " + repository, e);
        }
        return known;
    }

    /** Adds manifests with this subject to the list kept under the tag, which is the client's task where the registry has no API. */
    void add(Repository repository, Digest subject, List<FetchedManifest> referring)
            throws IOException, InterruptedException {
        manifests.shared(repository, tag(subject), LIST).add(new Listing(referring));
    }

    private record Listing(List<FetchedManifest> referring) implements SharedTag.Addition {

        @Override
        public Optional<FetchedManifest> to(Optional<FetchedManifest> known) throws IOException {
            ObjectNode index = Json.parseObject(
                    known.isPresent()
                            ? known.get().raw()
                            : Index.of(List.of(), Map.of()).raw());
            if (!index.path("manifests").isArray()) {
                throw new SharedTag.SomethingElse(null);
            }
            if (!addMissing(index, referring)) {
                return Optional.empty();
            }
            byte[] raw = Json.write(index);
            return Optional.of(new FetchedManifest(MediaTypes.OCI_INDEX, Digest.of(raw), raw));
        }
    }

    private static boolean addMissing(ObjectNode index, List<FetchedManifest> referring) throws IOException {
        ArrayNode entries = index.withArray("manifests");
        Set<String> listed = new HashSet<>();
        for (JsonNode entry : entries) {
            listed.add(entry.path("digest").asText(""));
        }
        boolean missing = false;
        for (FetchedManifest manifest : referring) {
            if (listed.add(manifest.digest().toString())) {
                entries.add(entry(manifest, Json.parseObject(manifest.raw())));
                missing = true;
            }
        }
        return missing;
    }

    private static ObjectNode entry(FetchedManifest manifest, ObjectNode document) {
        ObjectNode entry = Json.object();
        entry.put("mediaType", manifest.mediaType());
        entry.put("digest", manifest.digest().toString());
        entry.put("size", manifest.raw().length);
        String type = document.path("artifactType").asText("");
        if (type.isEmpty()) {
            type = document.path("config").path("mediaType").asText("");
        }
        if (!type.isEmpty()) {
            entry.put("artifactType", type);
        }
        if (document.path("annotations").isObject()) {
            entry.set("annotations", document.path("annotations"));
        }
        return entry;
    }

    private static String tag(Digest subject) {
        return subject.algorithm() + "-" + subject.hex();
    }
}
