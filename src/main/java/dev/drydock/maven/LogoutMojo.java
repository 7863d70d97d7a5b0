package dev.drydock.maven;

import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.registry.credential.KeptCredentials;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Forgets the credentials for the registry of the image that {@code login} or {@code docker login} have kept: with the credential
 * helper that Docker's {@code config.json} names, and in that file. Other places, such as {@code settings.xml}, are left alone.
 *
 * @since 0.1.0
 */
@Mojo(name = "logout", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class LogoutMojo extends AccountMojo {

    @Inject
    LogoutMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings, String registry) throws InterruptedException {
        KeptCredentials kept = KeptCredentials.of(System.getenv(), here.toolsHome());
        Optional<String> place = kept.forget(registry);
        getLog().info(
                        place.isPresent()
                                ? "Logged out of " + registry + ": " + place.get()
                                        + " has no credentials for it any more"
                                : "There are no credentials for " + registry + " in " + kept.file());
    }
}
