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
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The referrers endpoint, and the tag that stands in for it at registries without one. */
@StartUp
final class Referrers {

    private final RegistryCalls calls;
    private final Manifests manifests;

    Referrers(RegistryCalls calls, Manifests manifests) {
        this.calls = calls;
        this.manifests = manifests;
    }

    /** By the API; where the registry has none, whatever it says then, by the tag. */
    List<Referrer> of(Repository repository, Digest subject) throws IOException, InterruptedException {
        IOException refusal;
        try {
            Optional<List<Referrer>> found = byApi(repository, subject);
            return found.isPresent() ? found.get() : byTag(repository, subject).orElse(List.of());
        } catch (StatusFailure e) {
            refusal = e;
        } catch (AccessRefused e) {
            if (!e.isForbidden()) {
                throw e;
            }
            refusal = e;
        }
        // Only a list tells that it was the API that was refused.
        Optional<List<Referrer>> found = byTag(repository, subject);
        if (found.isEmpty()) {
            throw refusal;
        }
        return found.get();
    }

    private Optional<List<Referrer>> byTag(Repository repository, Digest subject)
            throws IOException, InterruptedException {
        Optional<FetchedManifest> index = manifests.find(repository, tag(subject));
        return index.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(index.get().raw()));
    }

    /** Empty if the registry says that it has no such API. */
    private Optional<List<Referrer>> byApi(Repository repository, Digest subject)
            throws IOException, InterruptedException {
        List<Referrer> found = new ArrayList<>();
        URI page = repository.referrers(subject);
        for (int pages = 0; page != null; pages++) {
            if (pages == TagList.MOST_PAGES) {
                throw new BadAnswer(repository + ": the list of referrers has no end");
            }
            HttpCall call =
                    HttpCall.get(page).with("Accept", MediaTypes.OCI_INDEX).keeping(TagList.PAGE_LIMIT);
            Optional<RegistryCalls.Document> list = calls.document(repository.toPull(), call, 400, 404, 405, 406, 501);
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

    /**
     * Adds a manifest with a subject to the list kept under the tag, which is the client's task where the registry has no
     * referrers API. Two who do this at once may lose one entry: there is no better means.
     */
    void add(Repository repository, FetchedManifest manifest) throws IOException, InterruptedException {
        ObjectNode document = Json.parseObject(manifest.raw());
        Digest subject = Digest.parse(document.path("subject").path("digest").asText(""));
        Optional<FetchedManifest> before = manifests.find(repository, tag(subject));
        ObjectNode index = before.isPresent()
                ? Json.parseObject(before.get().raw())
                : Json.parseObject(Index.of(List.of(), Map.of()).raw());
        ArrayNode entries = index.withArray("manifests");
        for (JsonNode entry : entries) {
            if (entry.path("digest").asText("").equals(manifest.digest().toString())) {
                return;
            }
        }
        entries.add(entry(manifest, document));
        byte[] raw = Json.write(index);
        manifests.put(repository, tag(subject), new FetchedManifest(MediaTypes.OCI_INDEX, Digest.of(raw), raw));
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
