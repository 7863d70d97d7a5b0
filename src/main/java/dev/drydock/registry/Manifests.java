package dev.drydock.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.http.Backoff;
import dev.drydock.http.ElsewhereFailure;
import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manifest endpoints: fetched, looked up, put, deleted. */
@StartUp
final class Manifests {

    /** Twice what the specification asks registries to take. */
    private static final int LIMIT = 8 << 20;

    private static final String ACCEPT = String.join(", ", MediaTypes.MANIFESTS);

    private final RegistryCalls calls;

    Manifests(RegistryCalls calls) {
        this.calls = calls;
    }

    /** As {@link #head}, where only work is spared by knowing: empty, too, if it cannot be found out. */
    Optional<Descriptor> look(Repository repository, Access access, String selector)
            throws IOException, InterruptedException {
        try {
            return head(repository, access, selector);
        } catch (IOException e) {
            calls.shortcuts().failed("a look for " + repository + " " + selector, e);
            return Optional.empty();
        }
    }

    /**
     * Empty if there is no such manifest. If HEAD is refused or comes without a digest, the digest is found
     * out by fetching.
     */
    Optional<Descriptor> head(Repository repository, Access access, String selector)
            throws IOException, InterruptedException {
        HttpCall call = HttpCall.of("HEAD", repository.manifest(selector)).with("Accept", ACCEPT);
        HttpAnswer answer;
        try {
            answer = calls.until(access, call, calls.brief(), 200, 404);
        } catch (StatusFailure e) {
            if (e.mayPass()) {
                throw e;
            }
            return fetched(repository, selector);
        } catch (ElsewhereFailure | BadAnswer e) {
            return fetched(repository, selector);
        }
        if (answer.status() == 404) {
            return Optional.empty();
        }
        Digest digest = saidDigest(answer);
        if (digest != null && selector.indexOf(':') > 0 && !digest.equals(Digest.parse(selector))) {
            // Whether there is one was the question; what its digest is we know better.
            digest = null;
        }
        long size = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        return digest == null || size < 0
                ? fetched(repository, selector)
                : Optional.of(new Descriptor(contentType(answer), digest, size));
    }

    private Optional<Descriptor> fetched(Repository repository, String selector)
            throws IOException, InterruptedException {
        Optional<FetchedManifest> found = find(repository, selector);
        return found.isPresent() ? Optional.of(found.get().descriptor()) : Optional.empty();
    }

    /**
     * The manifest that the selector means, by the digest a HEAD has told; should there be no such manifest, by the selector
     * itself.
     */
    FetchedManifest get(Repository repository, String selector, Optional<Descriptor> head)
            throws IOException, InterruptedException {
        if (head.isPresent()) {
            try {
                return get(repository, head.get().digest().toString());
            } catch (StatusFailure e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
        }
        // Asking for the tag itself also tells in the registry's words why there is nothing.
        return get(repository, selector);
    }

    Optional<FetchedManifest> find(Repository repository, String selector) throws IOException, InterruptedException {
        return find(repository, repository.toPull(), selector);
    }

    /** As {@link #find(Repository, String)}, with an access that other requests need anyway. */
    Optional<FetchedManifest> find(Repository repository, Access access, String selector)
            throws IOException, InterruptedException {
        try {
            return Optional.of(get(repository, access, selector));
        } catch (StatusFailure e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @param selector a tag or a digest; what comes for a digest has it */
    FetchedManifest get(Repository repository, String selector) throws IOException, InterruptedException {
        return get(repository, repository.toPull(), selector);
    }

    private FetchedManifest get(Repository repository, Access access, String selector)
            throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(repository.manifest(selector))
                .with("Accept", ACCEPT)
                .keeping(LIMIT);
        Digest expected = selector.indexOf(':') > 0 ? Digest.parse(selector) : null;
        Backoff backoff = calls.backoff();
        while (true) {
            try {
                HttpAnswer answer = RegistryCalls.wanted(call, calls.once(access, call), 200);
                return verified(call, answer, expected != null ? expected : saidDigest(answer));
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    private static FetchedManifest verified(HttpCall call, HttpAnswer answer, @Nullable Digest expected)
            throws WrongBytes {
        byte[] raw = answer.body();
        ObjectNode document;
        try {
            document = Json.parseObject(raw);
        } catch (IOException e) {
            throw new WrongBytes(call + ": no manifest came but " + raw.length + " bytes of something else");
        }
        Digest digest = expected == null
                ? Digest.of(raw)
                : digest(expected.algorithm(), expected.newMessageDigest().digest(raw));
        if (expected != null && !digest.equals(expected)) {
            throw new WrongBytes(call + ": a manifest with digest " + digest + " came, expected " + expected);
        }
        String own = document.path("mediaType").asText("");
        return new FetchedManifest(own.isEmpty() ? contentType(answer) : own, digest, raw);
    }

    static Digest digest(String algorithm, byte[] hash) {
        return new Digest(algorithm, java.util.HexFormat.of().formatHex(hash));
    }

    /**
     * Puts the manifest, again until the registry confirms that it has this one and no other.
     *
     * @param selector a tag, or the manifest's digest
     */
    HttpAnswer put(Repository repository, String selector, FetchedManifest manifest)
            throws IOException, InterruptedException {
        HttpCall call = HttpCall.of("PUT", repository.manifest(selector))
                .with("Content-Type", manifest.mediaType())
                .sending(manifest.raw())
                .committing();
        Backoff backoff = calls.backoff();
        boolean refused = false;
        while (true) {
            try {
                HttpAnswer answer = calls.once(repository.toPush(), call);
                if (answer.status() == 400 && !refused) {
                    // Bytes may have changed on their way; a registry that means it says it again.
                    refused = true;
                    throw new WrongBytes(String.valueOf(new StatusFailure(call, answer).getMessage()));
                }
                RegistryCalls.succeeded(call, answer);
                Digest said = saidDigest(answer);
                boolean confirmed = answer.status() == 201 && RegistryCalls.isFrom(repository, answer);
                if (!confirmed) {
                    Optional<Descriptor> there = head(repository, repository.toPush(), selector);
                    if (there.isEmpty()) {
                        throw new WrongBytes(call + ": taken, but not there afterwards");
                    }
                    said = there.get().digest();
                }
                if (said != null
                        && said.algorithm().equals(manifest.digest().algorithm())
                        && !said.equals(manifest.digest())) {
                    throw new WrongBytes(call + ": the registry stored " + said + " instead of " + manifest.digest());
                }
                return answer;
            } catch (IOException e) {
                backoff.pauseAfter(e);
            }
        }
    }

    /**
     * The manifest under a tag that other clients write to, too.
     *
     * @param content what it is, for messages
     */
    SharedTag shared(Repository repository, String tag, String content) {
        return new SharedTag(calls, this, repository, tag, content);
    }

    private static @Nullable Digest saidDigest(HttpAnswer answer) {
        Optional<String> said = answer.header("Docker-Content-Digest");
        try {
            return said.isPresent() ? Digest.parse(said.get()) : null;
        } catch (IllegalArgumentException unknownForm) {
            return null;
        }
    }

    private static String contentType(HttpAnswer answer) {
        String type = answer.header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
