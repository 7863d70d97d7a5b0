package dev.drydock.registry;

import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.TransferBackoff;
import dev.drydock.image.Descriptor;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.startup.StartUp;
import java.io.IOException;

/** The blob endpoint, read: a blob comes in as many pieces as the connections last. */
@StartUp
final class BlobDownload {

    private final RegistryCalls calls;

    BlobDownload(RegistryCalls calls) {
        this.calls = calls;
    }

    /** Goes on where the sink stands; when this returns the blob is complete and verified. */
    void run(Repository repository, Descriptor blob, VerifyingSink sink) throws IOException, InterruptedException {
        TransferBackoff patience = new TransferBackoff(calls.backoff(), blob.size());
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
}
