package dev.drydock.doctor;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.RegistryVisit;
import dev.drydock.registry.credential.CredentialChain;
import dev.drydock.registry.credential.CredentialQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Goes to registries as a pull does: name, proxy, certificate, credentials, and the registry's clock beside this machine's. */
final class RegistryCheck {

    /** Tokens and certificates are valid for minutes before and after. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private final RegistryOptions options;
    private final BuildLog log;

    RegistryCheck(RegistryOptions options, BuildLog log) {
        this.options = options;
        this.log = log;
    }

    /** @param repositories one of each registry to look at */
    Section section(List<Reference> repositories) {
        List<Finding> findings = new ArrayList<>();
        CredentialChain credentials = new CredentialChain(options.credentials(), log);
        try (RegistryClient client = RegistryClient.open(options, log)) {
            for (Reference repository : repositories) {
                String who = credentials
                        .find(new CredentialQuery(repository.registry(), repository.repository()))
                        .who();
                findings.addAll(visit(client, repository, who));
            }
        }
        return new Section("Registries", findings);
    }

    private static List<Finding> visit(RegistryClient client, Reference repository, String who) {
        try {
            RegistryVisit visit = client.visit(repository);
            String text = repository.registry() + " at " + visit.address() + " lets " + who + " read "
                    + repository.repository();
            List<Finding> findings = new ArrayList<>(List.of(Finding.good(text)));
            Duration ahead = visit.clockAhead().orElse(Duration.ZERO);
            if (ahead.abs().compareTo(CLOCKS_APART) > 0) {
                findings.add(clock(repository, ahead));
            }
            return findings;
        } catch (BuildFailure e) {
            return List.of(Finding.bad(String.valueOf(e.getMessage()), e.hint()));
        }
    }

    private static Finding clock(Reference repository, Duration ahead) {
        return Finding.bad(
                "The clock of this machine is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "ahead of" : "behind") + " that of " + repository.registry(),
                "Set the clock, or have it set by NTP: registries refuse tokens, and certificates are not valid yet or"
                        + " any more.");
    }
}
