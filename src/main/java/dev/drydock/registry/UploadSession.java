package dev.drydock.registry;

import dev.drydock.http.Content;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.address.Locations;
import dev.drydock.image.Digest;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.fault.BadAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An upload the registry has opened, and the requests of the specification on it. The address the registry names is used
 * exactly as it came and replaced by each answer's; a relative one belongs to whoever answered, which after a redirect is not
 * whoever was asked. It may be on another host, which is shown no credentials.
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
     * The answer of a registry to the wish to take a blob from another of its repositories.
     *
     * @param opened the upload it opened instead; null if it says that it has done so
     * @param certain whether that was said by the registry itself, not by a host it had sent us to
     */
    record Mount(@Nullable UploadSession opened, boolean certain) {}

    /** Asks for the blob to be taken from another repository of the registry. */
    static Mount mount(RegistryCalls calls, Repository repository, Digest digest, String from)
            throws IOException, InterruptedException {
        Access both = repository.toPush().alsoPulling(from);
        HttpCall call = HttpCall.of("POST", repository.uploads("?mount=" + digest + "&from=" + from));
        HttpAnswer answer = calls.until(both, call, calls.brief(), 201, 202);
        return answer.status() == 201
                ? new Mount(null, RegistryCalls.isFrom(repository, answer))
                : new Mount(new UploadSession(calls, repository, repository.toPush(), answer), true);
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
     * @return a success; it confirms the blob if it is the specification's 201 and comes from the registry itself, not from
     *     another host or from a gateway that never asked the registry
     */
    HttpAnswer commit(Digest digest, Content content, long offset, long length)
            throws IOException, InterruptedException {
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
        return answer;
    }

    /** How many bytes the registry has; empty if it knows nothing of this upload any more, or does not tell. */
    OptionalLong status() throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(location);
        try {
            HttpAnswer answer = calls.until(access, call, 204, 202, 200);
            moved(answer);
            return standing(answer);
        } catch (IOException e) {
            calls.shortcuts().failed("the state of the " + this, e);
            return OptionalLong.empty();
        }
    }

    /** Tells the registry that nothing more will come; it need not listen, and forgets abandoned uploads by itself. */
    void abandon() throws InterruptedException {
        try {
            calls.once(access, HttpCall.of("DELETE", location));
        } catch (IOException ignored) {
            // The failure that made us give up is the one that matters.
        }
    }

    private void moved(HttpAnswer answer) throws BadAnswer {
        Optional<String> next = answer.header("Location");
        if (next.isPresent()) {
            location = calls.destinations().follow(access.origin(), answer.uri(), next.get());
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
