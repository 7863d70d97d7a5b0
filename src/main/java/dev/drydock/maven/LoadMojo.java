package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOAD_CLUSTER;
import static dev.drydock.maven.settings.DrydockSettings.LOAD_ENGINE;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.export.ImageArchive;
import dev.drydock.export.LocalEngine;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Loads the built image into Docker, Podman or containerd on this machine, or into a cluster of kind, minikube, k3d or k3s.
 *
 * @since 0.1.0
 */
@Mojo(name = "load", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class LoadMojo extends ImageMojo {

    /**
     * Where to load the image: {@code docker}, {@code podman}, {@code nerdctl}, {@code kind}, {@code minikube}, {@code k3d},
     * {@code k3s} or {@code containerd} (by {@code ctr}), or the path of one of these programs. By default the first of docker,
     * podman and nerdctl that answers.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.load.engine")
    String loadEngine;

    /**
     * Which one, if there are several: the cluster of kind or k3d, the profile of minikube, the namespace of containerd or
     * nerdctl. By default the one that the program itself takes; for containerd that of Kubernetes, {@code k8s.io}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.load.cluster")
    String loadCluster;

    @Inject
    LoadMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        BuildEnvironment surroundings = surroundings(here, settings, buildLog(here, settings));
        LocalEngine engine = LocalEngine.find(
                settings.text(LOAD_ENGINE).orElse(""),
                settings.text(LOAD_CLUSTER).orElse(""),
                surroundings.environment());
        ImageArchive image = ImageArchive.of(workspace, ImageNames.configured(settings));
        List<Reference> names = engine.load(image, workspace.output(), surroundings);
        getLog().info("Loaded " + names.stream().map(Reference::toString).collect(Collectors.joining(", ")) + " into "
                + engine);
    }
}
