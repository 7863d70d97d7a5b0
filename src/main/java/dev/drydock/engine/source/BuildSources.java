package dev.drydock.engine.source;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.io.GrowingFile;
import dev.drydock.plan.CopyStep;
import dev.drydock.solve.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Contexts, registries, the network, secrets and agents, as steps ask for them.
 *
 * @param agent socket of the SSH agent; "" if there is none
 */
public record BuildSources(
        PlannedSource.Trees trees, RegistryImages images, Remotes remotes, SecretValues secrets, String agent)
        implements Sources {

    @Override
    public SourceTree context(String name) throws IOException {
        return trees.tree(name);
    }

    @Override
    public CopyInputs.Download download(CopyStep.Source.Download source) throws IOException, InterruptedException {
        return remotes.download(source);
    }

    @Override
    public SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException {
        return remotes.repository(source);
    }

    @Override
    public boolean isHere(BaseImage image, Descriptor blob) {
        return images.isHere(image, blob);
    }

    @Override
    public void fetch(BaseImage image, Descriptor blob, GrowingFile file) throws IOException {
        images.fetch(image, blob, file);
    }

    @Override
    public Optional<byte[]> secret(String id) throws IOException {
        return secrets.find(id);
    }

    @Override
    public Optional<Path> agent(String id) {
        return id.equals("default") && !agent.isEmpty() ? Optional.of(Path.of(agent)) : Optional.empty();
    }
}
