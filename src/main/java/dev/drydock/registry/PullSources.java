package dev.drydock.registry;

import dev.drydock.failure.Cause;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.transport.LocalFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where an image can be pulled from: the mirrors of its registry, then the registry itself. */
final class PullSources {

    /** What is wanted of one of them. */
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

    /** The first that has not failed us yet. */
    Repository best(Reference reference) throws IOException, InterruptedException {
        Source first = sources(reference).get(0);
        return endpoints.repository(first.registry, first.name);
    }

    /** What the first source gives that gives anything; the failure of the last is thrown, the others' with it. */
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
                if (!(e instanceof StatusFailure status) || !status.isNotFound()) {
                    failed.add(source.registry);
                    log.warning("mirror " + source.registry + " of " + reference.registry() + " failed: " + Cause.of(e)
                            + "; it is not asked again in this build");
                }
            }
        }
        throw new IllegalStateException("the registry itself is always a source");
    }

    private List<Source> sources(Reference reference) {
        List<Source> sources = new ArrayList<>();
        for (Mirror mirror : mirrors.getOrDefault(reference.registry(), List.of())) {
            if (!failed.contains(mirror.registry())) {
                String prefix = mirror.prefix().isEmpty() ? "" : mirror.prefix() + "/";
                sources.add(new Source(mirror.registry(), prefix + reference.repository()));
            }
        }
        sources.add(new Source(reference.registry(), reference.repository()));
        return sources;
    }
}
