package dev.drydock.registry;

import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import java.time.Duration;
import java.util.List;

/** Options with little patience. */
final class TestOptions {

    static final String USER = "bob";
    static final String PASSWORD = "s3cret-pa:ss";

    private TestOptions() {}

    static RegistryOptions fast() {
        return new RegistryOptionsBuilder()
                .timeouts(new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)))
                .retries(new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(1500)))
                .build();
    }

    static RegistryOptions withLogin(String registry) {
        return new RegistryOptionsBuilder(fast())
                .credentials(List.of(login(registry)))
                .build();
    }

    static CredentialSource login(String registry) {
        return CredentialSource.explicit("test login", registry, new Credential.Basic(USER, PASSWORD));
    }
}
