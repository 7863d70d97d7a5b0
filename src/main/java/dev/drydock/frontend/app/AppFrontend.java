package dev.drydock.frontend.app;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.BuildPlatforms;
import dev.drydock.frontend.ImagePlatform;
import dev.drydock.frontend.StageState;
import dev.drydock.frontend.StartConfig;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.ImageConfig;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Descriptions of images to plans of one stage. */
public final class AppFrontend {

    private final BaseImages images;

    public AppFrontend(BaseImages images) {
        this.images = images;
    }

    /** @throws BuildFailure for everything that is wrong with the description, and if the base cannot be found */
    public BuildPlan plan(AppImage image, BuildPlatforms platforms) {
        try {
            return planned(image, platforms);
        } catch (InstructionProblem refusal) {
            throw BuildFailure.ofBuild(image.file() + ": " + refusal.message(), refusal.hint());
        }
    }

    private BuildPlan planned(AppImage image, BuildPlatforms platforms) {
        StageBase origin = image.from().find(images, platforms.target());
        ImageConfig start = origin instanceof StageBase.Image base
                ? StartConfig.of(base.image().config())
                : StartConfig.ofNothing(platforms.target());
        StageState end = new AppPlanner(image, StageState.on(start)).plan();
        ImageConfig config = ImagePlatform.in(end.config().image(), platforms);
        var plan =
                new BuildPlan(List.of(new StagePlan("image", origin, end.steps().toList(), config)), 0);
        for (AppImage.Part part : image.parts()) {
            AppImage.Part.Without without = without(part);
            if (without != null) {
                return plan.withFallback(
                        new BuildPlan.Fallback(planned(image.without(part, without), platforms), without.said()));
            }
        }
        return plan;
    }

    private static AppImage.Part.@Nullable Without without(AppImage.Part part) {
        if (part instanceof AppImage.Part.Program program) {
            return program.without();
        }
        return part instanceof AppImage.Part.Recorded recorded ? recorded.without() : null;
    }
}
