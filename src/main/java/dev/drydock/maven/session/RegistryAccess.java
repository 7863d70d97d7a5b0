package dev.drydock.maven.session;

import static dev.drydock.maven.settings.DrydockSettings.CA_CERTIFICATES;
import static dev.drydock.maven.settings.DrydockSettings.INSECURE_REGISTRIES;
import static dev.drydock.maven.settings.DrydockSettings.PASSWORD;
import static dev.drydock.maven.settings.DrydockSettings.REGISTRY_MIRRORS;
import static dev.drydock.maven.settings.DrydockSettings.USERNAME;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpOptions;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.ProxySources;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.maven.settings.Settings;
import dev.drydock.registry.Mirror;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.TransferSettings;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.credential.StandardSources;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How registries are reached: settings of the build, then settings.xml, then what docker and podman left on this machine. */
@StartUp
public final class RegistryAccess {

    private RegistryAccess() {}

    public static RegistryOptions options(Invocation here, Settings settings) {
        MavenServers servers = here.servers();
        List<CredentialSource> credentials = new ArrayList<>();
        Optional<CredentialSource> configured = configured(here, settings);
        if (configured.isPresent()) {
            credentials.add(configured.get());
        }
        credentials.add(servers);
        credentials.addAll(StandardSources.of(System.getenv(), here.toolsHome()));
        credentials.add(new GoogleAccount(here));
        return new RegistryOptions(
                credentials, mirrors(settings), http(here, settings), TransferSettings.DEFAULT, here.offline());
    }

    private static HttpOptions http(Invocation here, Settings settings) {
        return new HttpOptions(
                proxies(here.servers()),
                new TlsMaterial(
                        certificates(settings), TlsMaterial.usualDirectories(System.getenv(), here.toolsHome())),
                Set.copyOf(settings.list(INSECURE_REGISTRIES)),
                Timeouts.DEFAULT,
                RetryPolicy.DEFAULT,
                "drydock/" + here.pluginVersion());
    }

    /** Equal for settings that lead to the same options for all modules of a run of Maven. */
    public static Object identity(Invocation here, Settings settings) {
        Optional<String> username = settings.text(USERNAME);
        return List.of(
                username,
                settings.text(PASSWORD),
                username.isPresent() ? registry(here, settings) : "",
                settings.list(INSECURE_REGISTRIES),
                settings.list(REGISTRY_MIRRORS));
    }

    /** {@code drydock.username} and {@code drydock.password}, for the registry of the image and no other. */
    private static Optional<CredentialSource> configured(Invocation here, Settings settings) {
        Optional<String> username = settings.text(USERNAME);
        Optional<String> password = settings.text(PASSWORD);
        if (username.isPresent() != password.isPresent()) {
            throw BuildFailure.ofBuild(
                    "drydock." + (username.isPresent() ? "password" : "username") + " is not set, but drydock."
                            + (username.isPresent() ? "username" : "password") + " is",
                    "Set both or neither.");
        }
        if (username.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(CredentialSource.explicit(
                "drydock.username and drydock.password",
                registry(here, settings),
                Credential.of(username.get(), password.get())));
    }

    /** That of the image. */
    private static String registry(Invocation here, Settings settings) {
        return ImageNames.orDefault(here, settings).get(0).registry();
    }

    private static List<Path> certificates(Settings settings) {
        List<Path> files = new ArrayList<>();
        for (String file : settings.list(CA_CERTIFICATES)) {
            files.add(settings.resolve(file));
        }
        return files;
    }

    /** Those of settings.xml, then of the JVM, then of the environment. */
    private static List<ProxySettings> proxies(MavenServers servers) {
        List<ProxySettings> all = new ArrayList<>(servers.proxies());
        try {
            all.addAll(ProxySources.ofProperties(System.getProperties()));
            all.addAll(ProxySources.ofEnvironment(System.getenv()));
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofEnvironment(
                    "A proxy cannot be used: " + e.getMessage(),
                    "Write http://[user:password@]host:port, or remove it.",
                    e);
        }
        return all;
    }

    private static Map<String, List<Mirror>> mirrors(Settings settings) {
        try {
            return Mirror.parseAll(String.join(",", settings.list(REGISTRY_MIRRORS)));
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    "drydock.registryMirrors: " + e.getMessage(), "Write such as docker.io=mirror.example/hub.");
        }
    }
}
