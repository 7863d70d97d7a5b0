package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Words;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StagePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dockerfiles to plans, by the rules BuildKit's Dockerfile frontend follows. Instances hold nothing of a plan and can be used
 * from several threads if the images can.
 */
public final class DockerfileFrontend {

    private final BaseImages images;

    public DockerfileFrontend(BaseImages images) {
        this.images = images;
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
        Instant epoch = SourceDateEpoch.resolve(globals, file, contexts);
        globals = globals.withReplaced(
                SourceDateEpoch.NAME, epoch == null ? null : Long.toString(epoch.getEpochSecond()));

        StageTable stages = StageTable.of(file, new FromPlanner(words, globals, contexts));
        StageCycles.check(file, stages);
        StageNode target = stages.target(request.target());
        Platform platform = request.platforms().target();
        Roots roots = new Roots(images, contexts, stages.names());
        StageSelection selection = new StageSelection(file, stages, roots, platform);
        selection.select(target);

        Map<Integer, Integer> positions = positions(selection);
        StagePlanner planner = new StagePlanner(new Planning(file, words, globals, platform, stages, roots, positions));
        List<StagePlan> plans = new ArrayList<>();
        for (StageSelection.Selected selected : selection.inOrder()) {
            plans.add(planner.plan(selected));
        }
        int last = plans.size() - 1;
        StagePlan image = plans.get(last);
        plans.set(
                last,
                new StagePlan(
                        image.name(),
                        image.origin(),
                        image.steps(),
                        ImagePlatform.in(image.config(), request.platforms())));
        return new BuildPlan(plans, last, epoch);
    }

    private static Map<Integer, Integer> positions(StageSelection selection) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (StageSelection.Selected selected : selection.inOrder()) {
            positions.put(selected.node().number(), positions.size());
        }
        return positions;
    }
}
