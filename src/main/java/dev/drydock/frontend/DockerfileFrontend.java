package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Words;
import dev.drydock.dockerfile.lint.LintInputs;
import dev.drydock.dockerfile.lint.LintOptions;
import dev.drydock.dockerfile.lint.LintReport;
import dev.drydock.dockerfile.lint.Linter;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StagePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dockerfiles to plans, by the rules BuildKit's Dockerfile frontend follows. An instance asks for each image once and can be
 * used for several plans, and from several threads if the images can.
 */
public final class DockerfileFrontend {

    /** The build argument that overrides a file's own {@code # check=} line. */
    private static final String CHECK = "BUILDKIT_DOCKERFILE_CHECK";

    private final FoundImages images;
    private final SourceTimes times;

    /** For checks, and for plans that may leave the time of the image open. */
    public DockerfileFrontend(BaseImages images) {
        this(images, SourceTimes.UNKNOWN);
    }

    /** @param times asked if the time of the image is to be that of a source */
    public DockerfileFrontend(BaseImages images, SourceTimes times) {
        this.images = new FoundImages(images);
        this.times = times;
    }

    /**
     * Plans what the target needs, and nothing else.
     *
     * @throws BuildFailure for everything that is wrong with the file, with its place and lines, and for images that cannot be
     *     found
     */
    public BuildPlan plan(DockerfileRequest request) {
        Dockerfile file = request.dockerfile();
        NamedContexts contexts = new NamedContexts(request.contexts());
        Words words = new Words(file);
        GlobalArguments globals = GlobalArguments.of(request, request.buildArgs(), words);
        Instant epoch = SourceDateEpoch.resolve(globals, file, contexts, words, times);
        globals = globals.withReplaced(
                SourceDateEpoch.NAME, epoch == null ? null : Long.toString(epoch.getEpochSecond()));

        StageTable stages = StageTable.of(file, new FromPlanner(words, globals, contexts));
        StageCycles.check(file, stages);
        StageNode target = stages.target(request.target());
        Platform platform = request.platforms().target();
        NamedRoots roots = new NamedRoots(images, contexts, stages.names());
        StageSelection selection = new StageSelection(file, stages, roots, platform);
        selection.select(target);

        Map<Integer, Integer> positions = positions(selection);
        List<String> warnings = new ArrayList<>();
        StagePlanner planner = new StagePlanner(
                new PlanningContext(file, words, globals, platform, stages, roots, positions, warnings));
        Set<String> declared = new HashSet<>();
        List<StagePlan> plans = new ArrayList<>();
        for (StageSelection.Selected selected : selection.inOrder()) {
            plans.add(planner.plan(selected));
            GivenArguments.addDeclared(selected.triggers(), declared);
        }
        GivenArguments.tellOfUnused(request, declared, warnings);
        int last = plans.size() - 1;
        StagePlan image = plans.get(last);
        plans.set(
                last,
                new StagePlan(
                        image.name(),
                        image.origin(),
                        image.steps(),
                        ImagePlatform.in(image.config(), request.platforms())));
        return new BuildPlan(plans, last, epoch, "", warnings, null);
    }

    /**
     * The build checks, of all stages, whether the target needs them or not. Only images that plans of this instance needed
     * are known; the checks are cautious about the others.
     *
     * @param ignored what .dockerignore keeps out; null if there is no such file or it brings files back
     * @throws BuildFailure if options of the checks cannot be read
     */
    public LintReport lint(DockerfileRequest request, LintInputs.@Nullable Ignored ignored) {
        Dockerfile file = request.dockerfile();
        NamedRoots roots = new NamedRoots(images.soFar(), new NamedContexts(request.contexts()), List.of());
        LintInputs inputs = new LintInputs(
                request.buildArgs(),
                GlobalArguments.predefined(request),
                new LintBases(roots, request.platforms().target()),
                ignored);
        String options = request.buildArgs().get(CHECK);
        return options == null
                ? Linter.check(file, inputs)
                : Linter.check(file, inputs, LintOptions.parse("build argument " + CHECK, options));
    }

    private static Map<Integer, Integer> positions(StageSelection selection) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (StageSelection.Selected selected : selection.inOrder()) {
            positions.put(selected.node().number(), positions.size());
        }
        return positions;
    }
}
