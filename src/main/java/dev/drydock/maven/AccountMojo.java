package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOGIN_REGISTRY;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.registry.credential.CredentialQuery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Goals about the credentials for one registry, which all modules and images of a build have in common. */
abstract class AccountMojo extends ImageMojo {

    /**
     * The registry, such as {@code registry.example:5000}; {@code docker.io} is Docker Hub. By default that of the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.login.registry")
    String loginRegistry;

    private final Map<String, Settings> asked = new LinkedHashMap<>();

    AccountMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    final void perform(Invocation here, Settings settings) {
        asked.putIfAbsent(registry(here, settings), settings);
    }

    /** When all of them are known, so that nothing is half done if there are several. */
    @Override
    final void finish(Invocation here) throws IOException, InterruptedException {
        if (asked.size() > 1) {
            throw BuildFailure.ofBuild(
                    "The images of this build are in several registries: " + String.join(", ", asked.keySet()),
                    "Name one with -Ddrydock.login.registry=...");
        }
        for (Map.Entry<String, Settings> only : asked.entrySet()) {
            perform(here, only.getValue(), only.getKey());
        }
    }

    private static String registry(Invocation here, Settings settings) {
        Optional<String> named = settings.text(LOGIN_REGISTRY);
        if (named.isEmpty()) {
            return ImageNames.orDefault(here, settings).get(0).registry();
        }
        String host = named.get().replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        BuildFailure refusal = BuildFailure.ofBuild(
                "drydock.login.registry: '" + named.get() + "' is not a registry",
                "Name a host as images have it, such as registry.example:5000, or docker.io for Docker Hub.");
        try {
            Reference image = Reference.parse(host + "/x");
            if (image.isDockerHub()
                    ? new CredentialQuery(image.registry(), "").registryKeys().contains(host)
                    : image.registry().equals(host)) {
                return image.registry();
            }
        } catch (IllegalArgumentException e) {
            refusal.addSuppressed(e);
        }
        throw refusal;
    }

    abstract void perform(Invocation here, Settings settings, String registry) throws IOException, InterruptedException;
}
