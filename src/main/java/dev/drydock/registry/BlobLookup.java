package dev.drydock.registry;

import dev.drydock.http.AnswerSink;
import dev.drydock.http.Backoff;
import dev.drydock.http.ElsewhereFailure;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether a repository has a blob: by HEAD, and where that is not answered by GET of its first byte. Registries that
 * redirect to storage may sign its addresses for GET alone.
 */
@StartUp
final class BlobLookup {

    private static final Pattern SIZE = Pattern.compile("bytes .*/([0-9]{1,18})");

    private final RegistryCalls calls;

    BlobLookup(RegistryCalls calls) {
        this.calls = calls;
    }

    /** Facts that can be known of a blob. */
    enum Presence {
        /** The repository has it, of the right size as far as the registry says one. */
        THERE,
        /** The repository does not have it. */
        ABSENT,
        /** The registry does not answer that question; it may still answer others. */
        UNKNOWN
    }

    /**
     * Whether the blob is there to be referred to by a manifest.
     *
     * @throws IOException if the registry would answer no other question either
     */
    Presence presence(Repository repository, Descriptor blob) throws IOException, InterruptedException {
        try {
            Optional<Descriptor> there = find(repository, repository.toPush(), blob.digest());
            boolean right =
                    there.isPresent() && (there.get().size() < 0 || there.get().size() == blob.size());
            return right ? Presence.THERE : Presence.ABSENT;
        } catch (IOException e) {
            calls.shortcuts().failed("a look for " + blob.digest() + " in " + repository, e);
            return Presence.UNKNOWN;
        }
    }

    /** The blob's size in the repository, -1 if the registry does not say; empty if it is not there. */
    Optional<Descriptor> find(Repository repository, Access access, Digest digest)
            throws IOException, InterruptedException {
        try {
            HttpCall call = HttpCall.of("HEAD", repository.blob(digest));
            HttpAnswer answer = calls.until(access, call, calls.brief(), 200, 404);
            return answer.status() == 404
                    ? Optional.empty()
                    : found(
                            digest,
                            answer.headers().firstValueAsLong("Content-Length").orElse(-1));
        } catch (StatusFailure e) {
            if (e.mayPass()) {
                throw e;
            }
            return findFirstByte(repository, access, digest);
        } catch (ElsewhereFailure | BadAnswer e) {
            return findFirstByte(repository, access, digest);
        }
    }

    private Optional<Descriptor> findFirstByte(Repository repository, Access access, Digest digest)
            throws IOException, InterruptedException {
        HttpCall call =
                HttpCall.get(repository.blob(digest)).with("Range", "bytes=0-0").into(new NothingWhole());
        try {
            HttpAnswer answer = calls.until(access, call, calls.brief(), 206, 404, 416);
            if (answer.status() == 404) {
                return Optional.empty();
            }
            Matcher size = SIZE.matcher(answer.header("Content-Range").orElse(""));
            // A blob without a first byte is an empty one.
            long unsaid = answer.status() == 416 ? 0 : -1;
            return found(digest, size.matches() ? Long.parseLong(size.group(1)) : unsaid);
        } catch (Whole whole) {
            return found(digest, whole.size);
        }
    }

    private static Optional<Descriptor> found(Digest digest, long size) {
        return Optional.of(new Descriptor("application/octet-stream", digest, size));
    }

    /** Ends an answer that brings all of the blob where a byte was asked for. */
    private static final class NothingWhole implements AnswerSink {

        @Override
        public boolean accepts(int status, HttpHeaders headers) throws IOException {
            if (status == 200) {
                throw new Whole(headers.firstValueAsLong("Content-Length").orElse(-1));
            }
            return false;
        }

        @Override
        public void write(ByteBuffer bytes) {
            throw new IllegalStateException("no answer was accepted");
        }
    }

    /** The whole blob was about to come. */
    private static final class Whole extends IOException implements Backoff.Advice {

        private final long size;

        Whole(long size) {
            super("all " + size + " bytes came");
            this.size = size;
        }

        @Override
        public boolean mayPass() {
            return false;
        }
    }
}
