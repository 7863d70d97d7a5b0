package dev.drydock.frontend;

import dev.drydock.dockerfile.Variables;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.Step;
import dev.drydock.plan.StepSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a stage is, immutable.
 *
 * @param config of the image if it ended here
 * @param env what a RUN would see and variables expand to: the config's environment and the ARGs in force
 * @param args ARGs declared so far, in order of their first declaration, with the value last declared; null is none
 * @param marks what has been met in this stage
 * @param steps of this stage
 */
record StageState(
        ImageConfig config, Environment env, Map<String, @Nullable String> args, Set<Mark> marks, List<Step> steps) {

    /** Instructions that behave differently the second time. */
    enum Mark {
        /** CMD was set in this stage, so ENTRYPOINT leaves it alone. */
        CMD,
        ENTRYPOINT,
        HEALTHCHECK,
        /** WORKDIR was set in this file, in this stage or below. */
        WORKDIR
    }

    /** A stage on an image or on nothing. */
    static StageState on(ImageConfig config) {
        return new StageState(
                config, Environment.EMPTY.withAll(config.env()), Map.of(), EnumSet.noneOf(Mark.class), List.of());
    }

    /**
     * A stage on another, whose arguments stay in force. The environment of its config counts as set anew: where an ARG of
     * that stage had hidden an ENV, the ENV is back.
     */
    StageState derived() {
        Set<Mark> kept = EnumSet.noneOf(Mark.class);
        if (marks.contains(Mark.WORKDIR)) {
            kept.add(Mark.WORKDIR);
        }
        return new StageState(config.withOnBuild(List.of()), env.withAll(config.env()), args, kept, List.of());
    }

    Variables variables() {
        return Variables.of(env.values());
    }

    /** Absolute and cleaned; "/" if none is set. */
    String workdir() {
        return ContainerPath.resolve("/", config.workingDir());
    }

    /** The shell in force. */
    List<String> shell() {
        List<String> set = config.shell();
        return set.isEmpty() ? List.of("/bin/sh", "-c") : set;
    }

    boolean has(Mark mark) {
        return marks.contains(mark);
    }

    StageState with(Mark mark) {
        Set<Mark> more = EnumSet.of(mark);
        more.addAll(marks);
        return new StageState(config, env, args, more, steps);
    }

    StageState with(ImageConfig newConfig) {
        return new StageState(newConfig, env, args, marks, steps);
    }

    StageState with(Environment newEnv) {
        return new StageState(config, newEnv, args, marks, steps);
    }

    StageState withArg(String name, @Nullable String value) {
        Map<String, @Nullable String> more = new LinkedHashMap<>(args);
        more.put(name, value);
        return new StageState(config, env, more, marks, steps);
    }

    StageState with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new StageState(config, env, args, marks, more);
    }

    /** An instruction that only leaves a line in the history. */
    StageState withMetadata(StepSource source, String createdBy) {
        return with(new MetadataStep(source, new HistoryEntry(createdBy, true)));
    }
}
