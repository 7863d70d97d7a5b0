package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.registry.auth.Access;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.registry.transport.HttpAnswer;
import dev.drydock.registry.transport.HttpCall;
import java.io.IOException;
import java.util.Optional;

/** The blob endpoint, read: a blob comes in as many pieces as the connections last. */
final class BlobDownload {

    private final RegistryCalls calls;

    BlobDownload(RegistryCalls calls) {
        this.calls = calls;
    }

    /** Goes on where the sink stands; when this returns the blob is complete and verified. */
    void run(Repository repository, Descriptor blob, VerifyingSink sink) throws IOException, InterruptedException {
        Patience patience = new Patience(calls.backoff(), blob.size());
        while (true) {
            try {
                if (blob.size() == 0 || !sink.isComplete()) {
                    fetch(repository, blob, sink);
                }
                sink.finish();
                return;
            } catch (IOException e) {
                patience.pauseAfter(e, sink.offset());
            }
        }
    }

    private void fetch(Repository repository, Descriptor blob, VerifyingSink sink)
            throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(repository.blob(blob.digest())).into(sink);
        if (sink.offset() > 0) {
            call = call.with("Range", "bytes=" + sink.offset() + "-");
        }
        HttpAnswer answer = calls.once(repository.toPull(), call);
        if (answer.status() == 416 && sink.offset() > 0 && sink.restart()) {
            throw new WrongBytes(call + ": the rest of the blob was refused");
        }
        RegistryCalls.wanted(call, answer, 200, 206);
    }

    /** The blob's size in the repository, -1 if the registry does not say; empty if it is not there. */
    Optional<Descriptor> head(Repository repository, Access access, Digest digest)
            throws IOException, InterruptedException {
        HttpCall call = HttpCall.of("HEAD", repository.blob(digest));
        HttpAnswer answer = calls.until(access, call, 200, 404);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        long size = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        return Optional.of(new Descriptor("application/octet-stream", digest, size));
    }

    /** Whether the repository has the blob, of the right size as far as the registry says one. */
    boolean isThere(Repository repository, Access access, Descriptor blob) throws IOException, InterruptedException {
        Optional<Descriptor> there = head(repository, access, blob.digest());
        return there.isPresent() && (there.get().size() < 0 || there.get().size() == blob.size());
    }
}
