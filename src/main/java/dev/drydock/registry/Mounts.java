package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets a registry take blobs from its own repositories instead of being sent them. */
final class Mounts {

    private static final int MOST_TRIES = 3;

    private record Known(String registry, Digest digest) {}

    private final RegistryCalls calls;
    private final Consumer<String> debug;
    private final Map<Known, Set<String>> holders = new ConcurrentHashMap<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    Mounts(RegistryCalls calls, Consumer<String> debug) {
        this.calls = calls;
        this.debug = debug;
    }

    /**
     * @param mountedFrom the repository it was taken from; null if from none
     * @param opened an upload the registry opened instead; null if it did not
     */
    record Outcome(@Nullable String mountedFrom, @Nullable UploadSession opened) {}

    /** The repository has the blob: others of its registry may take it from there. */
    void learned(Repository repository, Digest digest) {
        holders.computeIfAbsent(new Known(repository.registry(), digest), k -> ConcurrentHashMap.newKeySet())
                .add(repository.name());
    }

    void forget(Repository repository, Digest digest) {
        holders.getOrDefault(new Known(repository.registry(), digest), new HashSet<>())
                .remove(repository.name());
    }

    /** Repositories to try, surest first: those known to have it, those said to, those that might. */
    List<String> candidates(Repository target, Descriptor blob, List<Reference> origins, List<Reference> guesses) {
        Set<String> names =
                new LinkedHashSet<>(holders.getOrDefault(new Known(target.registry(), blob.digest()), Set.of()));
        for (List<Reference> references : List.of(origins, guesses)) {
            references.stream()
                    .filter(reference -> reference.registry().equals(target.registry()))
                    .forEach(reference -> names.add(reference.repository()));
        }
        names.remove(target.name());
        names.removeIf(name -> closed.contains(target.registry() + "/" + name));
        return names.stream().limit(MOST_TRIES).toList();
    }

    Outcome tryAll(Repository target, Descriptor blob, List<Reference> origins, List<Reference> guesses)
            throws IOException, InterruptedException {
        UploadSession opened = null;
        for (String from : candidates(target, blob, origins, guesses)) {
            try {
                Optional<UploadSession> instead = UploadSession.mount(calls, target, blob.digest(), from);
                if (instead.isEmpty()) {
                    return new Outcome(target.registry() + "/" + from, null);
                }
                if (opened != null) {
                    opened.cancel();
                }
                opened = instead.get();
            } catch (AccessRefused | StatusFailure e) {
                // A mount is only ever a short cut: without it the blob is sent.
                debug.accept("no mount of " + blob.digest() + " from " + from + ": " + e.getMessage());
                if (e instanceof AccessRefused) {
                    closed.add(target.registry() + "/" + from);
                }
            }
        }
        return new Outcome(null, opened);
    }
}
