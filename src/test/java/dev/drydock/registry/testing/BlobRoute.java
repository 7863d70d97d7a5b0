package dev.drydock.registry.testing;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v2/<name>/blobs/<digest>}. */
final class BlobRoute implements Route {

    static final Pattern PATH = Pattern.compile("/v2/(.+)/blobs/((?:sha256|sha512):[0-9a-f]+)");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    private final Storage storage;
    private final Quirks quirks;

    BlobRoute(Storage storage, Quirks quirks) {
        this.storage = storage;
        this.quirks = quirks;
    }

    @Override
    public Response answer(Request request, Matcher path) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Route.notAllowed();
        }
        String digest = path.group(2);
        long size = storage.blobSize(path.group(1), digest);
        if (size < 0) {
            return Response.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        }
        if (!quirks.blobsAt.isEmpty() && request.method().equals("GET")) {
            return Response.of(307).with("Location", quirks.blobsAt + digest);
        }
        return content(storage, request, digest, size, !quirks.noRanges);
    }

    static Response content(Storage storage, Request request, String digest, long size, boolean ranges) {
        Response answer = Response.of(200)
                .with("Content-Type", "application/octet-stream")
                .with("Docker-Content-Digest", digest);
        Matcher range = RANGE.matcher(request.header("Range").orElse(""));
        if (!ranges || !range.matches()) {
            return answer.body(() -> storage.openBlob(digest, 0), size);
        }
        long from = Long.parseLong(range.group(1));
        if (from >= size) {
            return Response.error(416, "RANGE_INVALID", "invalid content range");
        }
        return new Response(206, answer.headers(), () -> storage.openBlob(digest, from), size - from)
                .with("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
    }
}
