package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpAnswer;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.Keeper;
import dev.drydock.io.NamedLock;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files by URL. A URL fetched before is asked for again, with the strong entity tag its content had then if it had one, and
 * taken from the directory if the server says that it still has that; one whose checksum is given and here is not asked for at all.
 *
 * <p>In the directory: {@code content/SHA256} the bytes, {@code url/SHA256-OF-URL} what is remembered of a URL. Any number of
 * processes may use it.
 */
public final class HttpDownloads implements AutoCloseable {

    private final RemoteOptions options;
    private final WebClient client;
    private final Keeper keeper;

    /** Opens no connection before one is needed. */
    public HttpDownloads(RemoteOptions options, Secrets secrets, Keeper keeper, BuildLog log) {
        this.options = options;
        this.keeper = keeper;
        this.client = new WebClient(options, secrets, log);
    }

    /**
     * @param checksum {@code sha256:…} (or sha384, sha512) the content must have; null for any
     * @throws BuildFailure if the URL or checksum is malformed, the server does not answer with success, the content has
     *     another checksum or is too large
     */
    public Downloaded fetch(String url, @Nullable String checksum) throws IOException, InterruptedException {
        WebAddress address = WebAddress.parse(url);
        Digest wanted = checksum == null ? null : parse(checksum);
        Path recordFile = options.directory().resolve("url").resolve(key(url));
        try (var lock = NamedLock.acquire(recordFile.resolveSibling(key(url) + ".lock"))) {
            Optional<DownloadRecord> known = known(recordFile);
            if (wanted != null && wanted.algorithm().equals("sha256") && keeper.keep(content(wanted))) {
                DownloadRecord record =
                        known.filter(r -> r.digest().equals(wanted)).orElse(DownloadRecord.of(wanted));
                return downloaded(address, record);
            }
            DownloadRecord record = options.offline() ? offline(address, known) : ask(address, known, recordFile);
            if (wanted != null) {
                verify(address, record, wanted);
            }
            return downloaded(address, record);
        }
    }

    private Optional<DownloadRecord> known(Path recordFile) throws IOException {
        if (!keeper.keep(recordFile)) {
            return Optional.empty();
        }
        Optional<DownloadRecord> record = DownloadRecord.read(recordFile);
        return record.isPresent() && keeper.keep(content(record.get().digest())) ? record : Optional.empty();
    }

    private static Digest parse(String checksum) {
        try {
            return Digest.parse(checksum);
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    "--checksum=" + checksum + " is not a checksum", "Write sha256: and 64 hexadecimal digits.");
        }
    }

    private static String key(String url) {
        return Digest.of(url.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private Path content(Digest digest) {
        return options.directory().resolve("content").resolve(digest.hex());
    }

    private Downloaded downloaded(WebAddress address, DownloadRecord record) {
        return new Downloaded(content(record.digest()), address.fileName(), record.digest(), record.modified());
    }

    private static DownloadRecord offline(WebAddress address, Optional<DownloadRecord> known) {
        return known.orElseThrow(() -> BuildFailure.ofEnvironment(
                address + " was not fetched before, and this build is offline", "Build once without --offline.", null));
    }

    private DownloadRecord ask(WebAddress address, Optional<DownloadRecord> known, Path recordFile)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectories(options.directory().resolve("content"));
        Path temporary = directory.resolve(".tmp-" + UUID.randomUUID());
        try (DownloadSink sink = new DownloadSink(temporary, options.maxBytes())) {
            WebClient.Answer answer = client.get(address, known.orElse(null), sink);
            if (answer.http().status() >= 400 && answer.conditional()) {
                // The question was to spare a download, not to cost the build.
                answer = client.get(address, null, sink);
            }
            if (known.isPresent() && answer.isUnchanged()) {
                return known.get();
            }
            HttpAnswer http = answer.http();
            if (!http.isSuccess()) {
                throw BuildFailure.ofEnvironment(
                        address + " was answered with status " + http.status(), hint(address, http.status()), null);
            }
            var record = new DownloadRecord(
                    keep(temporary, sink.finish()),
                    http.header("ETag").orElse(""),
                    DownloadRecord.place(http.uri()),
                    http.header("Last-Modified").orElse(""));
            record.write(recordFile);
            return record;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Digest keep(Path temporary, Digest digest) throws IOException {
        Path content = content(digest);
        keeper.keep(content);
        AtomicFiles.move(temporary, content);
        return digest;
    }

    private static @Nullable String hint(WebAddress address, int status) {
        if (status == 401 || status == 403) {
            String host = address.host();
            return "Pass credentials as the build secret HTTP_AUTH_TOKEN_" + host + " or HTTP_AUTH_HEADER_" + host
                    + ".";
        }
        if (status >= 500) {
            return "The fault is on the side of the server; try again later.";
        }
        return status == 404 ? "Check the spelling of the URL." : null;
    }

    private void verify(WebAddress address, DownloadRecord record, Digest wanted) throws IOException {
        MessageDigest sum = wanted.newMessageDigest();
        if (wanted.algorithm().equals("sha256")) {
            if (record.digest().equals(wanted)) {
                return;
            }
            throw mismatch(address, wanted, record.digest().hex());
        }
        try (InputStream in = Files.newInputStream(content(record.digest()));
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sum)) {
            in.transferTo(out);
        }
        String found = HexFormat.of().formatHex(sum.digest());
        if (!found.equals(wanted.hex())) {
            throw mismatch(address, wanted, found);
        }
    }

    private static BuildFailure mismatch(WebAddress address, Digest wanted, String found) {
        return BuildFailure.ofBuild(
                address + " has the checksum " + wanted.algorithm() + ":" + found + ", not " + wanted,
                "The file has changed, or the wrong one was served. Change --checksum only if you trust the new one.");
    }

    @Override
    public void close() {
        client.close();
    }
}
