package dev.drydock.jib;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.HostFiles;
import dev.drydock.copy.MappedTree;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Timestamp;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Base;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A build of a described image as Jib's extensions see builds: a {@link ContainerBuildPlan}. It has no place for commands, the
 * health check, the stop signal, annotations and symbolic links; these stay as they are described. The format is said to be OCI,
 * and whatever comes back, it is.
 */
public final class JibPlan {

    private static final String SCRATCH = "scratch";

    private final BuildRequest request;
    private final ImageSource.Application source;
    private final List<GivenLayer> layers;
    private final PlanConfig config;
    private final Map<com.google.cloud.tools.jib.api.buildplan.Platform, Platform> platforms = new LinkedHashMap<>();
    private final @Nullable Instant fileTime;
    private final ContainerBuildPlan plan;

    private JibPlan(BuildRequest request, ImageSource.Application source, StoredFiles stored, Clock clock)
            throws IOException {
        this.request = request;
        this.source = source;
        this.fileTime = request.options().timestamp().fileTime().orElse(null);
        this.layers = layers(source, stored, fileTime);
        this.config = new PlanConfig(source.image().config());
        for (Platform platform : request.platforms()) {
            platforms.putIfAbsent(shown(platform), platform);
        }
        ContainerBuildPlan.Builder builder = ContainerBuildPlan.builder()
                .setBaseImage(shown(source.image().from()))
                .setPlatforms(platforms.keySet())
                .setFormat(ImageFormat.OCI)
                .setCreationTime(request.options().timestamp().created(clock));
        config.describe(builder);
        for (GivenLayer layer : layers) {
            builder.addLayer(layer.layer());
        }
        this.plan = builder.build();
    }

    /**
     * @param folder for files that the plan has to name and that are nowhere else
     * @throws BuildFailure for a description that cannot be built
     * @throws IOException if files cannot be read or written
     */
    public static JibPlan of(BuildRequest request, ImageSource.Application source, Path folder, Clock clock)
            throws IOException {
        try {
            return new JibPlan(request, source, new StoredFiles(folder), clock);
        } catch (InstructionProblem refusal) {
            throw BuildFailure.ofBuild(source.image().file() + ": " + refusal.message(), refusal.hint());
        }
    }

    private static List<GivenLayer> layers(ImageSource.Application source, StoredFiles stored, @Nullable Instant time)
            throws IOException {
        List<GivenLayer> layers = new ArrayList<>();
        try (ContentMemo memo = ContentMemo.forNow()) {
            var files = new HostFiles(memo);
            for (Part part : source.image().parts()) {
                if (part instanceof Part.Files each) {
                    MappedTree tree = MappedTree.of(source.files().getOrDefault(each.name(), List.of()), files);
                    layers.add(GivenLayer.of(each, tree, stored, layers.size(), time));
                }
            }
        }
        return layers;
    }

    /** The plan that extensions are given. */
    public ContainerBuildPlan plan() {
        return plan;
    }

    /**
     * The build that extensions have made of it.
     *
     * @throws BuildFailure for what cannot be built
     */
    public BuildRequest applied(ContainerBuildPlan returned) {
        var arranged = new ReturnedLayers(layers, source.files(), new RebuiltLayer(layers, fileTime));
        List<Part> parts = arranged.parts(source.image().parts(), returned.getLayers());
        AppImage image = source.image()
                .withParts(parts)
                .withFrom(from(returned.getBaseImage()))
                .withConfig(config.applied(returned));
        BuildRequest applied = request.withSource(new ImageSource.Application(source.place(), image, arranged.trees()))
                .withPlatforms(platforms(returned.getPlatforms()));
        return returned.getCreationTime().equals(plan.getCreationTime())
                ? applied
                : applied.withOptions(
                        request.options().withTimestamp(new Timestamp.Apart(returned.getCreationTime(), fileTime)));
    }

    private static String shown(Base base) {
        if (base instanceof Base.Named named) {
            return named.reference().toString();
        }
        return base instanceof Base.Layout layout ? "oci-layout://" + layout.path() : SCRATCH;
    }

    private Base from(String planned) {
        if (planned.equals(plan.getBaseImage())) {
            return source.image().from();
        }
        if (planned.equals(SCRATCH)) {
            return new Base.Scratch();
        }
        try {
            return new Base.Named(Reference.parse(planned.replaceFirst("^registry://", "")));
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    "An extension of Jib changes the base image to '" + planned + "': " + e.getMessage(),
                    "Correct its configuration: a base image is a name such as eclipse-temurin:21-jre, or scratch.");
        }
    }

    private static com.google.cloud.tools.jib.api.buildplan.Platform shown(Platform platform) {
        return new com.google.cloud.tools.jib.api.buildplan.Platform(platform.architecture(), platform.os());
    }

    /** Variants of processors, which a plan has no place for, stay. */
    private List<Platform> platforms(Set<com.google.cloud.tools.jib.api.buildplan.Platform> planned) {
        Set<Platform> all = new LinkedHashSet<>();
        for (Platform platform : request.platforms()) {
            if (planned.contains(shown(platform))) {
                all.add(platform);
            }
        }
        for (com.google.cloud.tools.jib.api.buildplan.Platform each : planned) {
            if (!platforms.containsKey(each)) {
                all.add(Platform.parse(each.getOs() + "/" + each.getArchitecture()));
            }
        }
        return List.copyOf(all);
    }
}
