package dev.drydock.solve;

import dev.drydock.progress.BuildLog;
import dev.drydock.progress.LayerListener;
import dev.drydock.run.RunEngine;
import dev.drydock.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * SolverTools of a solver. All of them belong to the caller and may serve several solvers at once.
 *
 * @param machine base layers and the results of RUN, shared by all builds of the machine
 * @param shared results of other machines
 * @param layers told of each layer a step of the image has
 * @param recording for a step that needs one; null if there is none
 * @param project the results of COPY and WORKDIR, next to the project they come from
 */
public record SolverTools(
        Store machine,
        Store project,
        RunEngine engine,
        Sources sources,
        SharedSteps shared,
        BuildLog log,
        LayerListener layers,
        @Nullable Recording recording) {}
