package dev.drydock.build;

import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.BuildPlatforms;
import dev.drydock.frontend.DockerfileFrontend;
import dev.drydock.frontend.DockerfileRequest;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Dockerfile on this machine, read once and planned for as many platforms as wanted. */
final class DockerfileSource implements PlannedSource {

    private final ImageSource.Dockerfile source;
    private final BuildTrace trace;
    private final Dockerfile file;

    DockerfileSource(ImageSource.Dockerfile source, BuildTrace trace) throws IOException {
        this.source = source;
        this.trace = trace;
        byte[] text = trace.read(source.file())
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "There is no Dockerfile " + source.file(), "Set drydock.dockerfile to where it is."));
        this.file = Dockerfile.parse(nameToShow(source), text);
    }

    @Override
    public Path place() {
        return source.context();
    }

    @Override
    public Trees trees(Workspace space, ContentMemo memo) {
        return new Contexts(source, space, new ContentDigests(memo), trace)::tree;
    }

    @Override
    public BuildPlan plan(BaseImages images, Platform platform, boolean one) {
        BuildPlatforms platforms = platforms(platform, one);
        return new DockerfileFrontend(images)
                .plan(new DockerfileRequest(file, source.args(), source.target(), platforms, named()));
    }

    private Map<String, dev.drydock.frontend.NamedContext> named() {
        Map<String, dev.drydock.frontend.NamedContext> named = new HashMap<>();
        source.contexts().forEach((name, context) -> named.put(name, asFrontend(context)));
        return named;
    }

    private static dev.drydock.frontend.NamedContext asFrontend(NamedContext context) {
        if (context instanceof NamedContext.Image image) {
            return new dev.drydock.frontend.NamedContext.Image(image.reference());
        }
        if (context instanceof NamedContext.Layout layout) {
            return new dev.drydock.frontend.NamedContext.Layout(layout.path().toString());
        }
        return new dev.drydock.frontend.NamedContext.Directory();
    }

    /** Below the context as people type it, so that messages stay short. */
    private static String nameToShow(ImageSource.Dockerfile source) {
        Path context = source.context().toAbsolutePath().normalize();
        Path file = source.file().toAbsolutePath().normalize();
        return file.startsWith(context) ? context.relativize(file).toString() : file.toString();
    }
}
