package dev.drydock.registry;

import dev.drydock.image.Digest;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.transport.Content;
import dev.drydock.registry.transport.HttpAnswer;
import dev.drydock.registry.transport.HttpCall;
import dev.drydock.registry.transport.Locations;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upload the registry has opened, and the requests of the specification on it. The address the registry names is used
 * exactly as it came and replaced by each answer's; it may be on another host, which is shown no credentials.
 */
final class UploadSession {

    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

    private final RegistryCalls calls;
    private final Repository repository;
    private final Access access;
    private final long minimumChunk;
    private URI location;

    private UploadSession(RegistryCalls calls, Repository repository, Access access, HttpAnswer answer)
            throws BadAnswer {
        this.calls = calls;
        this.repository = repository;
        this.access = access;
        this.minimumChunk =
                answer.headers().firstValueAsLong("OCI-Chunk-Min-Length").orElse(0);
        this.location = repository.uploads("");
        if (answer.header("Location").isEmpty()) {
            throw new BadAnswer(repository + ": the registry opened an upload without saying where");
        }
        moved(answer);
    }

    /** Opens one for a blob whose bytes will be sent. */
    static UploadSession open(RegistryCalls calls, Repository repository) throws IOException, InterruptedException {
        HttpCall call = HttpCall.of("POST", repository.uploads(""));
        HttpAnswer answer = calls.until(repository.toPush(), call, 202);
        return new UploadSession(calls, repository, repository.toPush(), answer);
    }

    /**
     * Asks for the blob to be taken from another repository of the registry.
     *
     * @return empty if that was done; otherwise the upload the registry opened instead
     */
    static Optional<UploadSession> mount(RegistryCalls calls, Repository repository, Digest digest, String from)
            throws IOException, InterruptedException {
        Access both = repository.toPush().alsoPulling(from);
        HttpCall call = HttpCall.of("POST", repository.uploads("?mount=" + digest + "&from=" + from));
        HttpAnswer answer = calls.until(both, call, 201, 202);
        return answer.status() == 201
                ? Optional.empty()
                : Optional.of(new UploadSession(calls, repository, repository.toPush(), answer));
    }

    /** The smallest chunk the registry takes but for the last; 0 if it did not say. */
    long minimumChunk() {
        return minimumChunk;
    }

    /**
     * Sends a piece.
     *
     * @param ranged whether to say which bytes these are; registries that know no chunks dislike to be told
     * @return where the registry stands now
     */
    long patch(Content content, long offset, long length, boolean ranged) throws IOException, InterruptedException {
        HttpCall call = HttpCall.of("PATCH", location)
                .with("Content-Type", "application/octet-stream")
                .sending(content, offset, length);
        if (ranged) {
            call = call.with("Content-Range", offset + "-" + (offset + length - 1));
        }
        HttpAnswer answer = RegistryCalls.wanted(call, calls.once(access, call), 202, 201, 204);
        moved(answer);
        return answer.header("Range").isEmpty()
                ? offset + length
                : standing(answer).orElse(offset);
    }

    /**
     * Sends what is left, nothing for {@code length} 0, and closes the upload.
     *
     * @return whether the registry itself confirmed the blob; otherwise the answer was good but came from another host, or
     *     was not the specification's, as those of gateways that never asked the registry
     */
    boolean commit(Digest digest, Content content, long offset, long length) throws IOException, InterruptedException {
        String encoded = digest.algorithm() + "%3A" + digest.hex();
        HttpCall call = HttpCall.of("PUT", Locations.withQuery(location, "digest", encoded))
                .committing();
        if (length > 0) {
            call = call.with("Content-Type", "application/octet-stream").sending(content, offset, length);
            if (offset > 0) {
                call = call.with("Content-Range", offset + "-" + (offset + length - 1));
            }
        }
        HttpAnswer answer = calls.once(access, call);
        RegistryCalls.succeeded(call, answer);
        return answer.status() == 201 && RegistryCalls.isFrom(repository, answer);
    }

    /** How many bytes the registry has; empty if it knows nothing of this upload any more. */
    OptionalLong status() throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(location);
        HttpAnswer answer = calls.once(access, call);
        if (answer.status() == 204 || answer.status() == 202 || answer.status() == 200) {
            moved(answer);
            return standing(answer);
        }
        if (answer.status() / 100 == 4 && !new StatusFailure(call, answer).mayPass()) {
            return OptionalLong.empty();
        }
        throw new StatusFailure(call, answer);
    }

    /** Tells the registry that nothing more will come; it need not listen. */
    void cancel() throws IOException, InterruptedException {
        calls.once(access, HttpCall.of("DELETE", location));
    }

    private void moved(HttpAnswer answer) throws BadAnswer {
        Optional<String> next = answer.header("Location");
        if (next.isPresent()) {
            location = calls.destinations().follow(access.origin(), location, next.get());
        }
    }

    /** {@code 0-0} stands for nothing: registries say it of empty uploads, where no other range could be said. */
    private static OptionalLong standing(HttpAnswer answer) {
        Matcher range = RANGE.matcher(answer.header("Range").orElse("").strip());
        if (!range.matches()) {
            return OptionalLong.of(0);
        }
        long last = Long.parseLong(range.group(1));
        return OptionalLong.of(last == 0 ? 0 : last + 1);
    }

    @Override
    public String toString() {
        return "upload to " + repository;
    }
}
