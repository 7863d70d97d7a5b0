package dev.drydock.registry;

import dev.drydock.http.LocalFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where an image can be pulled from: the mirrors of its registry, then the registry itself. */
final class PullSources {

    /** A request to one of them. */
    interface Reading<T> {
        T from(Repository repository) throws IOException, InterruptedException;
    }

    private record Source(String registry, String name) {}

    private final Endpoints endpoints;
    private final Map<String, List<Mirror>> mirrors;
    private final BuildLog log;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    PullSources(Endpoints endpoints, Map<String, List<Mirror>> mirrors, BuildLog log) {
        this.endpoints = endpoints;
        this.mirrors = mirrors;
        this.log = log;
    }

    /** The source to take a blob from: a mirror that is known to have it, or else the registry itself. */
    Repository holding(Reference reference, Digest blob, BlobLookup lookup) throws IOException, InterruptedException {
        for (Source source : mirrorsOf(reference)) {
            try {
                Repository mirror = endpoints.repository(source.registry, source.name);
                if (lookup.find(mirror, mirror.toPull(), blob).isPresent()) {
                    return mirror;
                }
            } catch (IOException e) {
                leave(source, reference, e);
            }
        }
        return endpoints.repository(reference);
    }

    /** As {@link #read}; a source that gives nothing is one that lacks it. */
    <T> Optional<T> find(Reference reference, Reading<Optional<T>> reading) throws IOException, InterruptedException {
        try {
            return Optional.of(read(reference, at -> reading.from(at).orElseThrow(Lack::new)));
        } catch (Lack nowhere) {
            return Optional.empty();
        }
    }

    /** A source does not have what was asked for. */
    private static final class Lack extends IOException {}

    /** The answer of the first source that has one; the failure of the last is thrown, with the others' attached. */
    <T> T read(Reference reference, Reading<T> reading) throws IOException, InterruptedException {
        List<Source> sources = sources(reference);
        List<IOException> before = new ArrayList<>();
        for (Source source : sources) {
            try {
                return reading.from(endpoints.repository(source.registry, source.name));
            } catch (LocalFailure e) {
                throw e;
            } catch (IOException e) {
                if (source == sources.get(sources.size() - 1)) {
                    for (IOException earlier : before) {
                        e.addSuppressed(earlier);
                    }
                    throw e;
                }
                before.add(e);
                leave(source, reference, e);
            }
        }
        throw new IllegalStateException("the registry itself is always a source");
    }

    /** A mirror that only lacks something may have other things. */
    private void leave(Source mirror, Reference reference, IOException failure) {
        boolean lacks = failure instanceof Lack || failure instanceof StatusFailure status && status.isNotFound();
        if (!lacks) {
            failed.add(mirror.registry);
            log.warning("The mirror " + mirror.registry + " of " + reference.registry() + " failed: "
                    + Explanations.say(failure) + ". It is not asked again in this build");
        }
    }

    private List<Source> sources(Reference reference) {
        List<Source> sources = mirrorsOf(reference);
        sources.add(new Source(reference.registry(), reference.repository()));
        return sources;
    }

    private List<Source> mirrorsOf(Reference reference) {
        List<Source> sources = new ArrayList<>();
        for (Mirror mirror : mirrors.getOrDefault(reference.registry(), List.of())) {
            if (!failed.contains(mirror.registry())) {
                String prefix = mirror.prefix().isEmpty() ? "" : mirror.prefix() + "/";
                sources.add(new Source(mirror.registry(), prefix + reference.repository()));
            }
        }
        return sources;
    }
}
