package dev.drydock.registry.testing;

import dev.drydock.http.HttpOptions;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.registry.Mirror;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.TransferSettings;
import dev.drydock.registry.credential.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registry options that differ from others in what is set here. */
public final class RegistryOptionsBuilder {

    private List<CredentialSource> credentials;
    private Map<String, List<Mirror>> mirrors;
    private final HttpOptions.Builder http;
    private TransferSettings transfers;
    private boolean offline;

    public RegistryOptionsBuilder() {
        this(RegistryOptions.defaults());
    }

    public RegistryOptionsBuilder(RegistryOptions from) {
        credentials = from.credentials();
        mirrors = from.mirrors();
        http = from.http().toBuilder();
        transfers = from.transfers();
        offline = from.offline();
    }

    public RegistryOptionsBuilder credentials(List<CredentialSource> value) {
        credentials = value;
        return this;
    }

    public RegistryOptionsBuilder mirrors(Map<String, List<Mirror>> value) {
        mirrors = value;
        return this;
    }

    public RegistryOptionsBuilder proxies(List<ProxySettings> value) {
        http.proxies(value);
        return this;
    }

    public RegistryOptionsBuilder tls(TlsMaterial value) {
        http.tls(value);
        return this;
    }

    public RegistryOptionsBuilder insecureHosts(Set<String> value) {
        http.insecureHosts(value);
        return this;
    }

    public RegistryOptionsBuilder timeouts(Timeouts value) {
        http.timeouts(value);
        return this;
    }

    public RegistryOptionsBuilder retries(RetryPolicy value) {
        http.retries(value);
        return this;
    }

    public RegistryOptionsBuilder transfers(TransferSettings value) {
        transfers = value;
        return this;
    }

    public RegistryOptionsBuilder offline(boolean value) {
        offline = value;
        return this;
    }

    public RegistryOptions build() {
        return new RegistryOptions(credentials, mirrors, http.build(), transfers, offline);
    }
}
