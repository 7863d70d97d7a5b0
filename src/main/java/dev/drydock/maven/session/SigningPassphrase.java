package dev.drydock.maven.session;

import static dev.drydock.maven.settings.DrydockSettings.SIGN_SERVER;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.Settings;
import dev.drydock.sign.key.Passphrase;
import java.util.Optional;

/** The passphrase of the key that signs: of a server in settings.xml, or else of the environment. */
public final class SigningPassphrase implements Passphrase {

    private static final String USUAL_SERVER = "drydock-sign";
    private static final String VARIABLE = "COSIGN_PASSWORD";

    private final MavenServers servers;
    private final Optional<String> named;
    private final Optional<String> variable;

    private SigningPassphrase(MavenServers servers, Optional<String> named, Optional<String> variable) {
        this.servers = servers;
        this.named = named;
        this.variable = variable;
    }

    public static SigningPassphrase of(Invocation here, Settings settings) {
        // An empty one is a passphrase, too: that of keys made without.
        return new SigningPassphrase(
                here.servers(), settings.text(SIGN_SERVER), Optional.ofNullable(System.getenv(VARIABLE)));
    }

    @Override
    public Optional<String> find() {
        Optional<String> ofServer = servers.passphrase(named.orElse(USUAL_SERVER));
        if (ofServer.isEmpty() && named.isPresent()) {
            throw BuildFailure.ofBuild(
                    "settings.xml has no server '" + named.get() + "' with a password (drydock.sign.server)",
                    "Add one with the passphrase of the key as its password.");
        }
        return ofServer.isPresent() ? ofServer : variable;
    }

    @Override
    public String places() {
        return "of a server '" + named.orElse(USUAL_SERVER) + "' in settings.xml or in " + VARIABLE;
    }
}
