package dev.drydock.frontend;

import dev.drydock.dockerfile.text.Environment;
import dev.drydock.dockerfile.text.Variables;
import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.Step;
import dev.drydock.plan.StepSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a stage is, immutable. The next state shares with this one all that an instruction does not change: planning must
 * not take the square of the number of instructions.
 *
 * @param config of the image if it ended here
 * @param env what a RUN would see and variables expand to: the config's environment and the ARGs in force
 * @param args ARGs declared so far
 * @param marks what has been met in this stage
 * @param steps of this stage
 */
public record StageState(
        StageConfig config, Environment env, DeclaredArgs args, Set<Mark> marks, GrowingList<Step> steps) {

    /** Facts that later instructions, or stages on this one, have to know. */
    enum Mark {
        /** CMD was set in this stage, so ENTRYPOINT leaves it alone. */
        CMD,
        ENTRYPOINT,
        HEALTHCHECK,
        /** WORKDIR was set in this file, in this stage or below. */
        WORKDIR,
        /** The environment is no longer that of the config, name for name in its order. */
        OTHER_ENV
    }

    /** A stage on an image or on nothing. */
    public static StageState on(ImageConfig config) {
        return new StageState(
                StageConfig.of(config),
                Environment.EMPTY.withAll(config.env()),
                DeclaredArgs.NONE,
                EnumSet.noneOf(Mark.class),
                GrowingList.empty());
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
        return new StageState(
                config.withFields(config.fields().withOnBuild(List.of())),
                marks.contains(Mark.OTHER_ENV) ? env.withAll(config.image().env()) : env,
                args,
                kept,
                GrowingList.empty());
    }

    /** The state at the end of its stage. */
    StageState ended() {
        return with(config.asSettled());
    }

    Variables variables() {
        return env;
    }

    /** Absolute and cleaned; "/" if none is set. */
    public String workdir() {
        return ContainerPath.resolve("/", config.workingDir());
    }

    /** The shell in force. */
    public List<String> shell() {
        List<String> set = config.shell();
        return set.isEmpty() ? List.of("/bin/sh", "-c") : set;
    }

    boolean has(Mark mark) {
        return marks.contains(mark);
    }

    public StageState with(Mark mark) {
        if (marks.contains(mark)) {
            return this;
        }
        Set<Mark> more = EnumSet.of(mark);
        more.addAll(marks);
        return new StageState(config, env, args, more, steps);
    }

    public StageState with(StageConfig newConfig) {
        return new StageState(newConfig, env, args, marks, steps);
    }

    /** @param fields those of the config, some of them set anew, see {@link StageConfig#fields} */
    public StageState withFields(ImageConfig fields) {
        return with(config.withFields(fields));
    }

    /** See {@link StageConfig#fields}. */
    public ImageConfig fields() {
        return config.fields();
    }

    /** Sets variables of the image; of several of one name the last counts. */
    public StageState withEnv(List<Map.Entry<String, String>> variables) {
        StageConfig more = config;
        Map<String, String> set = new LinkedHashMap<>();
        boolean again = false;
        for (Map.Entry<String, String> variable : variables) {
            String name = variable.getKey();
            more = more.withEnv(name, variable.getValue());
            again |= set.remove(name) != null || env.has(name); // a name stands where it was last set
            set.put(name, variable.getValue());
        }
        StageState next = new StageState(more, env.withAll(set), args, marks, steps);
        return again ? next.with(Mark.OTHER_ENV) : next;
    }

    /**
     * Declares an argument.
     *
     * @param value null for none
     */
    StageState withArg(String name, @Nullable String value) {
        return new StageState(config, env, args.with(name, value), marks, steps);
    }

    /** Shows an argument to what follows, but not in the image. */
    StageState withVariable(String name, String value) {
        return new StageState(config, env.with(name, value), args, marks, steps).with(Mark.OTHER_ENV);
    }

    public StageState with(Step step) {
        return new StageState(config, env, args, marks, steps.with(step));
    }

    /** An instruction that only leaves a line in the history. */
    public StageState withMetadata(StepSource source, String createdBy) {
        return with(new MetadataStep(source, new HistoryEntry(createdBy, true)));
    }
}
