package dev.drydock.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /v2/<name>/blobs/uploads/}: uploads opened, fed, asked after, finished, given up. Its addresses carry a state that
 * changes with every answer and is only accepted spelt exactly as it was given, as registries with signed states do.
 */
final class UploadRoute implements Route {

    static final Pattern PATH = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]*)");
    private static final Pattern RANGE = Pattern.compile("([0-9]+)-([0-9]+)");

    private final Storage storage;
    private final Quirks quirks;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();

    UploadRoute(Storage storage, Quirks quirks) {
        this.storage = storage;
        this.quirks = quirks;
    }

    @Override
    public Response answer(Request request, Matcher path) throws IOException {
        String repository = path.group(1);
        String upload = path.group(2);
        if (upload.isEmpty()) {
            return request.method().equals("POST") ? open(request, repository) : Route.notAllowed();
        }
        if (storage.uploadSize(upload) < 0) {
            return Response.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        }
        if (!("&" + request.rawQuery() + "&").contains("&_state=" + states.get(upload) + "&")) {
            return Response.error(400, "BLOB_UPLOAD_INVALID", "the state of the upload was tampered with");
        }
        long largest = quirks.largestBody;
        if (largest > 0 && Long.parseLong(request.header("Content-Length").orElse("0")) > largest) {
            return Response.of(quirks.tooLarge)
                    .with("Content-Type", "text/html")
                    .body("<html>too large</html>");
        }
        return switch (request.method()) {
            case "PATCH" -> patch(request, repository, upload);
            case "PUT" -> finish(request, repository, upload);
            case "GET" -> located(Response.of(204), repository, upload);
            case "DELETE" -> {
                storage.removeUpload(upload);
                yield Response.of(204);
            }
            default -> Route.notAllowed();
        };
    }

    private Response open(Request request, String repository) throws IOException {
        String digest = request.query().getOrDefault("mount", "");
        String from = request.query().getOrDefault("from", "");
        if (!digest.isEmpty() && !quirks.noMounts && storage.blobSize(from, digest) >= 0) {
            storage.link(repository, digest);
            return stored(repository, digest);
        }
        String upload = storage.newUpload();
        Response answer = located(Response.of(202), repository, upload).with("Docker-Upload-UUID", upload);
        return quirks.minimumChunk > 0
                ? answer.with("OCI-Chunk-Min-Length", String.valueOf(quirks.minimumChunk))
                : answer;
    }

    private Response patch(Request request, String repository, String upload) throws IOException {
        Response refusal = checkRange(request, upload);
        if (refusal != null) {
            return refusal;
        }
        append(request, upload, quirks.shortPatch);
        return located(Response.of(202), repository, upload);
    }

    private Response finish(Request request, String repository, String upload) throws IOException {
        Response refusal = checkRange(request, upload);
        if (refusal != null) {
            return refusal;
        }
        append(request, upload, 0);
        String digest = request.query().getOrDefault("digest", "");
        if (!storage.finish(repository, upload, digest)) {
            return Response.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }
        return stored(repository, digest);
    }

    private Response checkRange(Request request, String upload) throws IOException {
        String text = request.header("Content-Range").orElse("");
        if (text.isEmpty()) {
            return null;
        }
        Matcher range = RANGE.matcher(text);
        String length = request.header("Content-Length").orElse("");
        if (!range.matches()
                || Long.parseLong(range.group(1)) != storage.uploadSize(upload)
                || !length.equals(
                        String.valueOf(Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1))) {
            return Response.error(416, "RANGE_INVALID", "the chunk does not follow what is there");
        }
        return null;
    }

    private void append(Request request, String upload, long most) throws IOException {
        InputStream in = request.body();
        OutputStream out = storage.append(upload);
        byte[] buffer = new byte[64 << 10];
        long written = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            int wanted = most == 0 ? count : (int) Math.min(count, most - written);
            out.write(buffer, 0, wanted);
            written += wanted;
        }
        out.flush();
    }

    private Response located(Response answer, String repository, String upload) throws IOException {
        String state = URLEncoder.encode("n/" + counter.incrementAndGet() + "=+", StandardCharsets.UTF_8) + "~%2f%2F";
        states.put(upload, state);
        String path = "/v2/" + repository + "/blobs/uploads/" + upload + "?_state=" + state;
        long size = storage.uploadSize(upload);
        return answer.with("Location", quirks.uploadsAt + path).with("Range", "0-" + Math.max(0, size - 1));
    }

    private static Response stored(String repository, String digest) {
        return Response.of(201)
                .with("Location", "/v2/" + repository + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest);
    }
}
