package dev.drydock.registry.credential;

import dev.drydock.failure.Cause;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Asks the sources in their order and remembers what each said, for the log and for the day the registry says no. */
public final class CredentialChain {

    /**
     * How the search ended.
     *
     * @param source name of the source it was found in; empty if none
     * @param trail a line for each source asked, what it said, without secrets
     */
    public record Finding(Optional<Credential> credential, String source, List<String> trail) {

        /** {@code user 'bob' from settings.xml}, or that there is none. */
        public String who() {
            return credential.isPresent() ? credential.get().who() + " from " + source : "anonymous";
        }
    }

    private final List<CredentialSource> sources;
    private final BuildLog log;
    /** By registry and repository. */
    private final ConcurrentHashMap<String, Finding> findings = new ConcurrentHashMap<>();

    public CredentialChain(List<CredentialSource> sources, BuildLog log) {
        this.sources = List.copyOf(sources);
        this.log = log;
    }

    /** The same answer for the same question as long as this chain lives; helpers may take seconds. */
    public Finding find(CredentialQuery query) {
        return findings.computeIfAbsent(query.registry() + "/" + query.repository(), new Search(query));
    }

    private final class Search implements Function<String, Finding> {

        private final CredentialQuery query;

        Search(CredentialQuery query) {
            this.query = query;
        }

        @Override
        public Finding apply(String name) {
            return search(query);
        }
    }

    private Finding search(CredentialQuery query) {
        List<String> trail = new ArrayList<>();
        for (CredentialSource source : sources) {
            try {
                Optional<Credential> found = source.find(query);
                trail.add(
                        source.name() + ": " + (found.isPresent() ? found.get().who() : "nothing"));
                if (found.isPresent()) {
                    log.debug("credentials for " + query.registry() + "/" + query.repository() + ": "
                            + found.get().who() + " from " + source.name());
                    return new Finding(found, source.name(), trail);
                }
            } catch (IOException e) {
                trail.add(source.name() + ": failed, " + Cause.of(e));
                String failed = "Credentials for " + query.registry() + " could not be looked for in " + source.name()
                        + ": " + Cause.of(e);
                if (source.isGuess()) {
                    log.debug(failed);
                } else {
                    log.warning(failed);
                }
            }
        }
        log.debug("no credentials for " + query.registry() + "/" + query.repository() + " (" + String.join("; ", trail)
                + ")");
        return new Finding(Optional.empty(), "", trail);
    }
}
