package dev.drydock.registry;

import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import java.time.Duration;
import java.util.List;

/** Options with little patience. */
final class TestOptions {

    static final String USER = "bob";
    static final String PASSWORD = "s3cret-pa:ss";

    private TestOptions() {}

    static RegistryOptions fast() {
        return RegistryOptions.defaults()
                .withTimeouts(new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)))
                .withRetries(new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(1500)));
    }

    static RegistryOptions withLogin(String registry) {
        return fast().withCredentials(List.of(login(registry)));
    }

    static CredentialSource login(String registry) {
        return CredentialSource.explicit("test login", registry, new Credential.Basic(USER, PASSWORD));
    }
}
