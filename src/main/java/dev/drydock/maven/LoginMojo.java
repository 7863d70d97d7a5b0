package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOGIN_USERNAME;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.session.TypedPassword;
import dev.drydock.maven.settings.Settings;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.credential.KeptCredentials;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Logs in to the registry of the image and keeps the credentials as {@code docker login} does, for this and other programs: with the
 * credential helper that Docker's {@code config.json} names, or else in that file. The password or token is read from the
 * standard input: {@code printf %s "$TOKEN" | mvn -B drydock:login -Ddrydock.login.username=bob}. On a terminal it is asked for.
 * Nothing is kept unless the registry accepts it.
 *
 * @since 0.1.0
 */
@Mojo(name = "login", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class LoginMojo extends AccountMojo {

    /**
     * The user name to log in with. The password is read from the standard input.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.login.username")
    String loginUsername;

    @Inject
    LoginMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings, String registry) throws IOException, InterruptedException {
        String username = settings.text(LOGIN_USERNAME)
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "No user name is given to log in to " + registry + " with",
                        "Add -Ddrydock.login.username=... The password is read from the standard input."));
        getLog().info("The password for " + username + " at " + registry + " is read from the standard input");
        String secret = TypedPassword.read(System.in, "login");
        CredentialSource given = CredentialSource.explicit("drydock:login", registry, Credential.of(username, secret));
        boolean asked;
        try (RegistryClient client = RegistryClient.open(
                RegistryAccess.options(here, settings).withCredential(given), buildLog(here, settings))) {
            asked = client.logIn(registry);
        }
        if (!asked) {
            getLog().warn(registry + " asks nobody for a password, so nobody knows whether this one is right");
        }
        KeptCredentials kept = KeptCredentials.of(System.getenv(), here.toolsHome());
        Optional<String> helper = kept.keep(registry, username, secret);
        getLog().info("Logged in to " + registry + " as " + username + "; the credentials are kept "
                + (helper.isPresent()
                        ? "by " + helper.get()
                        : "in " + kept.file() + ", readable for you alone but not encrypted"));
    }
}
