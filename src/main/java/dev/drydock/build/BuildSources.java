package dev.drydock.build;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.plan.CopyStep;
import dev.drydock.solve.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Contexts, registries, the network, secrets and agents, as steps ask for them. */
final class BuildSources implements Sources {

    private final PlannedSource.Trees trees;
    private final RegistryImages images;
    private final BuildTrace trace;
    private final Map<String, Secret> secrets;
    private final Map<String, String> environment;

    BuildSources(
            PlannedSource.Trees trees, RegistryImages images, BuildTrace trace, Map<String, Secret> secrets, Map<String, String> environment) {
        this.trees = trees;
        this.images = images;
        this.trace = trace;
        this.secrets = secrets;
        this.environment = environment;
    }

    @Override
    public SourceTree context(String name) throws IOException {
        return trees.tree(name);
    }

    @Override
    public CopyInputs.Download download(CopyStep.Source.Download source) throws IOException, InterruptedException {
        trace.incomplete();
        throw BuildFailure.ofBuild("ADD of a URL is not possible", null);
    }

    @Override
    public SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException {
        trace.incomplete();
        throw BuildFailure.ofBuild("ADD of a git repository is not possible", null);
    }

    @Override
    public void fetch(BaseImage image, Descriptor blob, Path file) throws IOException {
        images.fetch(image, blob, file);
    }

    @Override
    public Optional<byte[]> secret(String id) throws IOException {
        Secret secret = secrets.get(id);
        if (secret instanceof Secret.OfFile file) {
            try {
                return Optional.of(Files.readAllBytes(file.file()));
            } catch (NoSuchFileException e) {
                throw BuildFailure.ofBuild("The secret '" + id + "': there is no file " + file.file(), null);
            }
        }
        if (secret instanceof Secret.OfEnvironment variable) {
            String value = environment.get(variable.variable());
            if (value == null) {
                throw BuildFailure.ofBuild(
                        "The secret '" + id + "': the environment has no variable " + variable.variable(), null);
            }
            return Optional.of(value.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Path> agent(String id) {
        String socket = id.equals("default") ? environment.get("SSH_AUTH_SOCK") : null;
        return Optional.ofNullable(socket).filter(s -> !s.isEmpty()).map(Path::of);
    }
}
