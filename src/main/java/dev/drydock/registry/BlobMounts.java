package dev.drydock.registry;

import dev.drydock.failure.Cause;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.BlobLookup.Presence;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lets a registry take blobs from its own repositories instead of being sent them. */
@StartUp
final class BlobMounts {

    private static final int MOST_TRIES = 3;

    private final RegistryCalls calls;
    private final BlobLookup lookup;
    private final BuildLog log;

    /** Names of repositories by registry and digest. */
    private final Map<String, Set<String>> holders = new ConcurrentHashMap<>();

    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    BlobMounts(RegistryCalls calls, BuildLog log) {
        this.calls = calls;
        this.lookup = new BlobLookup(calls);
        this.log = log;
    }

    /**
     * @param mountedFrom the repository it was taken from; null if from none
     * @param opened an upload the registry opened instead; null if it did not
     */
    record Outcome(@Nullable String mountedFrom, @Nullable UploadSession opened) {}

    /** The repository has the blob: others of its registry may take it from there. */
    void learned(Repository repository, Digest digest) {
        Set<String> fresh = ConcurrentHashMap.newKeySet();
        Set<String> known = holders.putIfAbsent(key(repository, digest), fresh);
        (known == null ? fresh : known).add(repository.name());
    }

    void forget(Repository repository, Digest digest) {
        Set<String> known = holders.get(key(repository, digest));
        if (known != null) {
            known.remove(repository.name());
        }
    }

    private static String key(Repository repository, Digest digest) {
        return repository.registry() + " " + digest;
    }

    /** Repositories to try, surest first: those known to have it, then those said to. */
    List<String> candidates(Repository target, Descriptor blob, List<Reference> origins) {
        Set<String> names = new LinkedHashSet<>(holders.getOrDefault(key(target, blob.digest()), Set.of()));
        for (Reference origin : origins) {
            if (origin.registry().equals(target.registry())) {
                names.add(origin.repository());
            }
        }
        names.remove(target.name());
        List<String> best = new ArrayList<>();
        for (String name : names) {
            if (best.size() < MOST_TRIES && !closed.contains(target.registry() + "/" + name)) {
                best.add(name);
            }
        }
        return best;
    }

    /** A mount is only ever a short cut: whatever else comes of it, the blob can be sent. */
    Outcome tryAll(Repository target, Descriptor blob, List<Reference> origins)
            throws IOException, InterruptedException {
        UploadSession opened = null;
        for (String from : candidates(target, blob, origins)) {
            try {
                UploadSession.Mount mount = UploadSession.mount(calls, target, blob.digest(), from);
                UploadSession instead = mount.opened();
                if (instead != null) {
                    if (opened != null) {
                        opened.abandon();
                    }
                    opened = instead;
                } else if (mount.certain() || lookup.presence(target, blob) == Presence.THERE) {
                    if (opened != null) {
                        opened.abandon();
                    }
                    return new Outcome(target.registry() + "/" + from, null);
                }
            } catch (AccessRefused e) {
                log.debug("no mount of " + blob.digest() + " from " + from + ": " + Cause.of(e));
                closed.add(target.registry() + "/" + from);
            } catch (IOException e) {
                calls.shortcuts().failed("a mount of " + blob.digest() + " from " + from, e);
            }
        }
        return new Outcome(null, opened);
    }
}
