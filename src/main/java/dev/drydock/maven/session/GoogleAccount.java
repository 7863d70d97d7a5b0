package dev.drydock.maven.session;

import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialQuery;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.credential.GoogleCredentials;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@link GoogleCredentials} with jib-core from Maven's repositories. Nothing of them is loaded before they are asked. */
@StartUp
record GoogleAccount(Invocation here) implements CredentialSource {

    @Override
    public String name() {
        return "Google's application default credentials";
    }

    @Override
    public boolean isGuess() {
        return true;
    }

    @Override
    public Optional<Credential> find(CredentialQuery query) throws IOException {
        return new GoogleCredentials(
                        System.getenv(), here.toolsHome(), Path.of("/sys/class/dmi/id/product_name"), here.jibCore())
                .find(query);
    }
}
