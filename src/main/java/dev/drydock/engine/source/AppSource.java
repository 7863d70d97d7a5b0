package dev.drydock.engine.source;

import dev.drydock.context.ContentMemo;
import dev.drydock.context.FileStamp;
import dev.drydock.context.HostFiles;
import dev.drydock.copy.MappedTree;
import dev.drydock.copy.SourceTree;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.app.AppFrontend;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.StageBase;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image described without a Dockerfile, with the trees its files come from. */
record AppSource(ImageSource.Application source, BuildTrace trace) implements PlannedSource {

    @Override
    public Path place() {
        return source.place();
    }

    @Override
    public String fileName() {
        return source.image().file();
    }

    @Override
    public AppImage described() {
        return source.image();
    }

    @Override
    public BuildPlan plan(BaseImages images, Platform platform, boolean one, BuildLog log) {
        BuildPlan plan = new AppFrontend(images).plan(source.image(), platforms(platform, one));
        if (plan.targetStage().origin() instanceof StageBase.Image base) {
            warnOfPlatform(base.image(), platform, log);
        }
        return plan;
    }

    /** The warning that the build checks give for a Dockerfile, InvalidBaseImagePlatform. Variants are the processor's business. */
    private void warnOfPlatform(BaseImage base, Platform wanted, BuildLog log) {
        Platform made = base.config().platform();
        boolean fits = made.os().isEmpty()
                || made.os().equals(wanted.os()) && made.architecture().equals(wanted.architecture());
        if (!fits) {
            String warning = fileName() + ": the base image " + base.reference() + " is for " + made + ", not for "
                    + wanted + " (InvalidBaseImagePlatform)";
            if (trace.warning(warning)) {
                log.warning(warning);
            }
        }
    }

    @Override
    public Trees trees(Workspace space, ContentMemo memo) {
        var files = new HostFiles(memo);
        trace.files(files);
        Map<String, SourceTree> open = new HashMap<>();
        return name -> {
            synchronized (open) {
                SourceTree known = open.get(name);
                if (known == null) {
                    known = open(name, files);
                    open.put(name, known);
                }
                return known;
            }
        };
    }

    private SourceTree open(String name, HostFiles files) throws IOException {
        List<Mapping> mappings = source.files().get(name);
        if (mappings == null) {
            throw BuildFailure.ofBuild("There are no files named " + name, null);
        }
        for (Mapping mapping : mappings) {
            traceRoot(mapping);
        }
        return MappedTree.of(mappings, files);
    }

    /** Files below are traced as they are looked at; this traces that a root is missing, and where a link leads. */
    private void traceRoot(Mapping mapping) throws IOException {
        Optional<Path> from = mapping.readFrom();
        if (from.isEmpty()) {
            return;
        }
        Path root = from.get();
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            trace.absent(root);
        } else if (Files.isSymbolicLink(root)) {
            trace.file(FileStamp.of(root.toAbsolutePath()));
        }
    }
}
