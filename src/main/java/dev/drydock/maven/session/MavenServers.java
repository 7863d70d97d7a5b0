package dev.drydock.maven.session;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.ProxySettings;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialQuery;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Servers and proxies of settings.xml. Passwords are decrypted when they are asked for, by Maven's own decrypter. */
@StartUp
final class MavenServers implements CredentialSource {

    private static final String ORIGIN = "settings.xml";

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    MavenServers(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    @Override
    public String name() {
        return ORIGIN;
    }

    @Override
    public Optional<Credential> find(CredentialQuery query) {
        for (String id : query.serverKeys()) {
            @Nullable Server found = settings.getServer(id);
            if (found != null) {
                return Optional.of(credential(id, found));
            }
        }
        return Optional.empty();
    }

    private Credential credential(String id, Server found) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(found));
        check("server '" + id + "'", result);
        Server server = result.getServer();
        if (server.getUsername() == null || server.getPassword() == null) {
            throw BuildFailure.ofEnvironment(
                    "The server '" + id + "' in settings.xml has no user name or no password",
                    "Give it both; without credentials, remove it.",
                    null);
        }
        return Credential.of(server.getUsername(), server.getPassword());
    }

    /** The password of a server, or else its passphrase, decrypted; empty if there is no such server or it has neither. */
    Optional<String> passphrase(String id) {
        @Nullable Server found = settings.getServer(id);
        if (found == null) {
            return Optional.empty();
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(found));
        check("server '" + id + "'", result);
        Server server = result.getServer();
        return Optional.ofNullable(server.getPassword() == null ? server.getPassphrase() : server.getPassword());
    }

    /** The active proxies. As in Maven itself, one for http serves https as well unless there is one for https. */
    List<ProxySettings> proxies() {
        List<ProxySettings> forHttps = new ArrayList<>();
        List<ProxySettings> forBoth = new ArrayList<>();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
                check("proxy '" + proxy.getId() + "'", result);
                ProxySettings usable = proxy(result.getProxy());
                (usable.schemes().contains("http") ? forBoth : forHttps).add(usable);
            }
        }
        forHttps.addAll(forBoth);
        return forHttps;
    }

    private static ProxySettings proxy(Proxy proxy) {
        String noProxy = proxy.getNonProxyHosts() == null ? "" : proxy.getNonProxyHosts();
        List<String> direct = new ArrayList<>();
        for (String host : noProxy.split("[|,]")) {
            if (!host.isBlank()) {
                direct.add(host.strip());
            }
        }
        return new ProxySettings(
                proxy.getProtocol().equalsIgnoreCase("https") ? List.of("https") : List.of("http", "https"),
                proxy.getHost(),
                proxy.getPort(),
                proxy.getUsername(),
                proxy.getPassword(),
                direct,
                ORIGIN);
    }

    /** A blob that is still encrypted must not go out: it would only be refused there, and far from the cause. */
    private static void check(String what, SettingsDecryptionResult result) {
        for (SettingsProblem problem : result.getProblems()) {
            throw BuildFailure.ofEnvironment(
                    "The password of " + what + " in settings.xml could not be decrypted: " + problem.getMessage(),
                    "Check settings-security.xml, which must be the one it was encrypted with, or encrypt it anew with"
                            + " 'mvn --encrypt-password'.",
                    problem.getException());
        }
    }
}
