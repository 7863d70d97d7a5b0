package dev.drydock.registry.credential;

import dev.drydock.failure.Cause;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file in the form of {@link DockerConfig}.
 *
 * @param legacy whether it is a {@code .dockercfg}
 */
@StartUp
record DockerConfigFile(Path file, boolean legacy, CredentialHelper helper) implements CredentialSource {

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<Credential> find(CredentialQuery query) throws IOException {
        byte[] content;
        try {
            if (!Files.isRegularFile(file) && Files.notExists(file)) {
                return Optional.empty();
            }
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException("it cannot be read: " + Cause.of(e, file), e);
        }
        return DockerConfig.parse(content, legacy).find(query, helper);
    }
}
