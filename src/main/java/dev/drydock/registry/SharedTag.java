package dev.drydock.registry;

import dev.drydock.http.Backoff;
import dev.drydock.registry.fault.BadAnswer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest under a tag that several clients add to. No registry can add something by itself, so each client writes the whole,
 * and the last one wins: after writing it is read again, and written again if it has lost what was added.
 *
 * @param content what the manifest is, for messages
 */
record SharedTag(RegistryCalls calls, Manifests manifests, Repository repository, String tag, String content) {

    /** Something that shall be in the manifest. */
    interface Addition {

        /**
         * The manifest with the addition; empty if it has all of it. Whatever that manifest refers to is in the repository when
         * this returns.
         *
         * @param known the manifest that is there; empty if there is none
         * @throws SomethingElse if it is nothing that can be added to
         */
        Optional<FetchedManifest> to(Optional<FetchedManifest> known) throws IOException, InterruptedException;
    }

    /** The tag names a manifest of another kind, which is not to be overwritten. */
    static final class SomethingElse extends IOException {

        SomethingElse(@Nullable Throwable cause) {
            super(cause);
        }
    }

    /** The manifest that is there. */
    Optional<FetchedManifest> find() throws IOException, InterruptedException {
        return manifests.find(repository, repository.toPush(), tag);
    }

    void add(Addition addition) throws IOException, InterruptedException {
        Backoff backoff = calls.backoff();
        boolean written = false;
        while (true) {
            Optional<FetchedManifest> wanted = with(addition);
            if (wanted.isEmpty()) {
                return;
            }
            if (written) {
                written = false;
                backoff.pauseAfter(new LostEntries(this + ", " + content + ", lost the entries just written to it"));
            } else {
                manifests.put(repository, tag, wanted.get());
                written = true;
            }
        }
    }

    private Optional<FetchedManifest> with(Addition addition) throws IOException, InterruptedException {
        try {
            return addition.to(find());
        } catch (SomethingElse e) {
            throw new BadAnswer(this + " should be " + content + ", but is something else");
        }
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }

    /** Others write to the same manifest; after a while they will have done. */
    private static final class LostEntries extends IOException implements Backoff.Advice {

        LostEntries(String message) {
            super(message);
        }

        @Override
        public boolean mayPass() {
            return true;
        }
    }
}
