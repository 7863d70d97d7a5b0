package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** What settings.xml and the configuration say of registries. Passwords are decrypted when they are asked for. */
final class RegistrySettings {

    /** Ids people give Docker Hub's entry in settings.xml. */
    private static final List<String> DOCKER_HUB_IDS = List.of(
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io",
            "hub.docker.com",
            "registry.hub.docker.com",
            "https://index.docker.io/v1/");

    private final org.apache.maven.settings.Settings maven;
    private final SettingsDecrypter decrypter;

    RegistrySettings(org.apache.maven.settings.Settings maven, SettingsDecrypter decrypter) {
        this.maven = maven;
        this.decrypter = decrypter;
    }

    /**
     * The server of settings.xml that stands for a repository: the longest {@code host:port/namespace}, then
     * {@code host:port}, then {@code host}, for Docker Hub any of its names.
     *
     * @param registry host[:port]
     */
    Optional<Server> server(String registry, String repository) {
        for (String id : ids(registry, repository)) {
            Server server = maven.getServer(id);
            if (server != null) {
                return Optional.of(decrypted(server));
            }
        }
        return Optional.empty();
    }

    static List<String> ids(String registry, String repository) {
        List<String> hosts = new ArrayList<>();
        if (registry.equals("docker.io")) {
            hosts.addAll(DOCKER_HUB_IDS);
        } else {
            hosts.add(registry);
            int colon = registry.lastIndexOf(':');
            if (colon > registry.lastIndexOf(']')) {
                hosts.add(registry.substring(0, colon));
            }
        }
        List<String> ids = new ArrayList<>();
        for (int end = repository.length(); end > 0; end = repository.lastIndexOf('/', end - 1)) {
            String namespace = repository.substring(0, end);
            hosts.forEach(host -> ids.add(host.endsWith("/") ? host + namespace : host + "/" + namespace));
        }
        ids.addAll(hosts);
        return ids;
    }

    private Server decrypted(Server server) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        check("server '" + server.getId() + "'", result);
        return result.getServer();
    }

    /** A blob that is still encrypted must not go to a registry: it would only be refused there, and far from the cause. */
    private static void check(String what, SettingsDecryptionResult result) {
        for (SettingsProblem problem : result.getProblems()) {
            throw BuildFailure.ofEnvironment(
                    "The password of " + what + " in settings.xml could not be decrypted: " + problem.getMessage(),
                    "Check settings-security.xml beside it; 'mvn --encrypt-password' makes a new entry.",
                    problem.getException());
        }
    }

    /** The active proxy of settings.xml for each protocol, decrypted; the first of a protocol counts. */
    Map<String, Proxy> proxies() {
        Map<String, Proxy> out = new LinkedHashMap<>();
        for (Proxy proxy : maven.getProxies()) {
            if (proxy.isActive() && !out.containsKey(proxy.getProtocol())) {
                SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
                check("proxy '" + proxy.getId() + "'", result);
                out.put(proxy.getProtocol(), result.getProxy());
            }
        }
        return out;
    }
}
