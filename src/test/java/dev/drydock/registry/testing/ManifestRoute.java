package dev.drydock.registry.testing;

import dev.drydock.registry.testing.Storage.StoredManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v2/<name>/manifests/<reference>} and the referrers of a manifest. */
final class ManifestRoute implements Route {

    static final Pattern PATH = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    static final Pattern REFERRERS = Pattern.compile("/v2/(.+)/referrers/([^/]+)");
    private static final Pattern DIGEST = Pattern.compile("\"digest\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern MANIFESTS = Pattern.compile("\"manifests\"\\s*:");
    private static final Pattern SUBJECT =
            Pattern.compile("\"subject\"\\s*:\\s*\\{[^}]*\"digest\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ARTIFACT_TYPE = Pattern.compile("\"artifactType\"\\s*:\\s*\"([^\"]+)\"");

    private final Storage storage;
    private final Quirks quirks;

    ManifestRoute(Storage storage, Quirks quirks) {
        this.storage = storage;
        this.quirks = quirks;
    }

    @Override
    public Response answer(Request request, Matcher path) throws IOException {
        String repository = path.group(1);
        String reference = path.group(2);
        return switch (request.method()) {
            case "GET", "HEAD" -> get(repository, reference);
            case "PUT" -> put(request, repository, reference);
            case "DELETE" -> delete(repository, reference);
            default -> Route.notAllowed();
        };
    }

    private Optional<String> digest(String repository, String reference) throws IOException {
        return reference.contains(":") ? Optional.of(reference) : storage.tagged(repository, reference);
    }

    private Response get(String repository, String reference) throws IOException {
        Optional<String> digest = digest(repository, reference);
        Optional<StoredManifest> manifest =
                digest.isEmpty() ? Optional.empty() : storage.manifest(repository, digest.get());
        if (manifest.isEmpty()) {
            return Response.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        Response answer = Response.of(200)
                .with("Content-Type", manifest.get().mediaType())
                .body(manifest.get().raw());
        return quirks.noDigestHeader ? answer : answer.with("Docker-Content-Digest", digest.get());
    }

    private Response put(Request request, String repository, String reference) throws IOException {
        byte[] raw = request.body().readAllBytes();
        String document = new String(raw, StandardCharsets.UTF_8);
        String algorithm = reference.contains(":") ? Digests.algorithm(reference) : "sha256";
        String digest = Digests.of(algorithm, raw);
        if (reference.contains(":") && !reference.equals(digest)) {
            return Response.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }
        Matcher subject = SUBJECT.matcher(document);
        String subjectDigest = subject.find() ? subject.group(1) : "";
        for (String part : digests(document)) {
            boolean there = MANIFESTS.matcher(document).find()
                    ? storage.manifest(repository, part).isPresent()
                    : storage.blobSize(repository, part) >= 0;
            if (!there && !part.equals(subjectDigest)) {
                return Response.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry: " + part);
            }
        }
        storage.putManifest(
                repository,
                digest,
                new StoredManifest(request.header("Content-Type").orElse(""), raw));
        if (!reference.contains(":")) {
            storage.tag(repository, reference, digest);
        }
        Response answer = Response.of(201)
                .with("Location", "/v2/" + repository + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest);
        return subjectDigest.isEmpty() || quirks.noReferrers ? answer : answer.with("OCI-Subject", subjectDigest);
    }

    static List<String> digests(String document) {
        List<String> found = new ArrayList<>();
        Matcher matcher = DIGEST.matcher(document);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private Response delete(String repository, String reference) throws IOException {
        if (!reference.contains(":")) {
            if (storage.tagged(repository, reference).isEmpty()) {
                return Response.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
            }
            storage.removeTag(repository, reference);
            return Response.of(202);
        }
        if (storage.manifest(repository, reference).isEmpty()) {
            return Response.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        for (String tag : storage.tags(repository)) {
            if (storage.tagged(repository, tag).orElse("").equals(reference)) {
                storage.removeTag(repository, tag);
            }
        }
        storage.removeManifest(repository, reference);
        return Response.of(202);
    }

    Response referrers(Request request, Matcher path) throws IOException {
        if (quirks.noReferrers) {
            return Response.of(404).with("Content-Type", "text/plain").body("404 page not found");
        }
        StringBuilder entries = new StringBuilder();
        for (String digest : storage.manifests(path.group(1))) {
            StoredManifest manifest = storage.manifest(path.group(1), digest).orElseThrow();
            String document = new String(manifest.raw(), StandardCharsets.UTF_8);
            Matcher subject = SUBJECT.matcher(document);
            if (subject.find() && subject.group(1).equals(path.group(2))) {
                Matcher type = ARTIFACT_TYPE.matcher(document);
                entries.append(entries.isEmpty() ? "" : ",")
                        .append("{\"mediaType\":\"" + manifest.mediaType() + "\",\"digest\":\"" + digest
                                + "\",\"size\":" + manifest.raw().length
                                + (type.find() ? ",\"artifactType\":\"" + type.group(1) + "\"" : "") + "}");
            }
        }
        return Response.of(200)
                .with("Content-Type", "application/vnd.oci.image.index.v1+json")
                .body("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + entries + "]}");
    }
}
