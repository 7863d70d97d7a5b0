package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.Digest;
import dev.drydock.io.HashWarmUp;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.RunStep.Network;
import dev.drydock.plan.RunStep.Security;
import dev.drydock.plan.StepKeys;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunResult;
import dev.drydock.run.StartedRun;
import dev.drydock.solve.ahead.BegunRun;
import dev.drydock.solve.progress.ProgramExplanation;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** RUN. */
record RunWork(
        RunStep step,
        StageLayers below,
        PlanInputs inputs,
        LayerShelf shelf,
        BindMounts binds,
        SolverTools tools,
        SolveOptions options,
        RunsAhead ahead)
        implements StepWork {

    /** BuildKit's name for its containers; some build scripts ask. */
    private static final String HOSTNAME = "buildkitsandbox";

    @Override
    public Optional<Digest> shortcut() throws IOException, InterruptedException {
        Map<Mount.Bind, Digest> shown = new HashMap<>();
        boolean layers = false;
        for (Mount mount : step.mounts()) {
            if (mount instanceof Mount.Bind bind && bind.from() instanceof Input.Context) {
                shown.put(bind, binds.digest(step, bind));
            } else if (mount instanceof Mount.Bind bind) {
                shown.put(
                        bind, StepKeys.shownOfLayers(inputs.layers(bind.from()).diffIds(), bind));
                layers = true;
            }
        }
        return layers ? Optional.of(StepKeys.run(below.identity(), step, shown::get)) : Optional.empty();
    }

    @Override
    public Digest key() throws IOException, InterruptedException {
        Map<Mount.Bind, Digest> shown = new HashMap<>();
        for (Mount mount : step.mounts()) {
            if (mount instanceof Mount.Bind bind) {
                shown.put(bind, binds.digest(step, bind));
            }
        }
        return StepKeys.run(below.identity(), step, shown::get);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Store store() {
        return tools.machine();
    }

    @Override
    public Compression compression() {
        return options.compression();
    }

    @Override
    public MadeLayer make(StepListener listener) throws IOException, InterruptedException {
        // Nobody knows the result. The layers below may have to be fetched meanwhile.
        tools.engine().expectRun();
        // The changes will be hashed here, where there is nothing to do while the command runs.
        HashWarmUp.begin();
        Optional<BegunRun> begun = ahead.begun();
        RunRequest request = begun.isPresent() ? null : request(step);
        ProgramExplanation explanation = new ProgramExplanation(listener);
        StartedRun run;
        RunResult result;
        try (var progress = new RunProgress(below, shelf.unpacking(), explanation)) {
            run = request == null
                    ? begun.orElseThrow().take(progress, progress::readySince)
                    : tools.engine().start(request, progress);
            ahead.beginNext(run, this::request);
            result = run.changes();
        }
        if (result.exitCode() != 0) {
            throw failure(result.exitCode(), explanation);
        }
        WrittenLayer layer = result.layer();
        if (layer == null) {
            throw new IllegalStateException("a run that succeeded has a layer if one was asked for");
        }
        boolean whole = layer.layer().blob().mediaType().equals(LayerWriter.mediaType(options.compression()));
        return whole ? MadeLayer.complete(layer) : new MadeLayer(layer, run);
    }

    /** @param command this step, or one that is to follow it */
    private RunRequest request(RunStep command) throws IOException, InterruptedException {
        ResolvedMounts mounts = ResolvedMounts.of(command, inputs, shelf, binds, tools.sources());
        Map<String, String> env = new LinkedHashMap<>(command.env());
        env.putAll(command.unkeyedEnv());
        env.putAll(mounts.env());
        return RunRequest.of(shelf.files(below), command.argv())
                .env(env)
                .user(command.user())
                .workdir(command.workdir())
                .hostname(HOSTNAME)
                .network(command.network() != Network.NONE)
                .privileged(command.security() == Security.INSECURE)
                .mounts(mounts.mounts())
                .capture(new RunRequest.Capture(store().temporary(), options.compression(), options.fileTime()))
                .build();
    }

    private BuildFailure failure(int exitCode, ProgramExplanation explanation) {
        String ended = "the command ended with " + ExitCode.describe(exitCode);
        if (step.cure() == null) {
            return BuildFailure.ofBuild(ended, explanation.advice(exitCode));
        }
        String said = explanation.said();
        return BuildFailure.ofBuild(said != null ? said : ended, step.cure());
    }
}
