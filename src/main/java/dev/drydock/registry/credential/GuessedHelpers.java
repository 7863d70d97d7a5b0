package dev.drydock.registry.credential;

import dev.drydock.process.SearchPath;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The credential helpers of cloud registries, guessed from the registry's name and asked if they are installed: for machines on which
 * no file names them. A host has to be the provider's own or below it, after a dot, at the usual port.
 */
@StartUp
record GuessedHelpers(CredentialHelper helper) implements CredentialSource {

    private static final List<Provider> PROVIDERS = List.of(
            new Provider("gcr", List.of("gcr.io", "pkg.dev")),
            new Provider("ecr-login", List.of("amazonaws.com", "amazonaws.com.cn", "public.ecr.aws")),
            new Provider("acr-env", List.of("azurecr.io", "azurecr.cn", "azurecr.us")));

    /**
     * @param helper suffix of its program's name
     * @param domains of its registries
     */
    private record Provider(String helper, List<String> domains) {}

    /** Whether the registry is one of these domains or below one, after a dot, at the usual port. */
    static boolean isOf(List<String> domains, String registry) {
        String host = host(registry).toLowerCase(Locale.ROOT);
        for (String domain : domains) {
            if (host.equals(domain) || host.endsWith("." + domain)) {
                return true;
            }
        }
        return false;
    }

    /** The registry without the usual port. */
    static String host(String registry) {
        return registry.endsWith(":443") ? registry.substring(0, registry.length() - 4) : registry;
    }

    @Override
    public String name() {
        return "credential helpers of cloud registries";
    }

    @Override
    public boolean isGuess() {
        return true;
    }

    @Override
    public Optional<Credential> find(CredentialQuery query) throws IOException {
        String registry = query.registry();
        for (Provider provider : PROVIDERS) {
            if (isOf(provider.domains(), registry)
                    && SearchPath.find("docker-credential-" + provider.helper(), helper.environment())
                            .isPresent()) {
                return helper.get(provider.helper(), registry);
            }
        }
        return Optional.empty();
    }
}
