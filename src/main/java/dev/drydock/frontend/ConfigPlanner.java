package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.frontend.value.GoText;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.frontend.value.Signals;
import dev.drydock.image.HistoryEntry;
import dev.drydock.io.ByteNames;
import dev.drydock.plan.StepSource;
import dev.drydock.plan.WorkdirStep;
import java.util.ArrayList;
import java.util.List;

/** Instructions that describe the image: LABEL, USER, WORKDIR, EXPOSE, VOLUME, STOPSIGNAL, MAINTAINER, ONBUILD. */
final class ConfigPlanner {

    private final PlanningContext planning;

    ConfigPlanner(PlanningContext planning) {
        this.planning = planning;
    }

    StageState label(Instruction.Label label, StepSource source, StageState state) {
        StageConfig config = state.config();
        StringBuilder history = new StringBuilder("LABEL");
        for (Instruction.Pair pair : label.pairs()) {
            String name = planning.expand(label, pair.key(), state);
            String value = planning.expand(label, pair.value(), state);
            config = config.withLabel(name, value);
            history.append(' ').append(name).append('=').append(value);
        }
        return state.with(config).withMetadata(source, history.toString());
    }

    StageState user(Instruction.User user, StepSource source, StageState state) {
        String name = planning.expand(user, user.user(), state);
        return state.withFields(state.fields().withUser(name)).withMetadata(source, "USER " + name);
    }

    /** The config keeps an absolute path as written, a relative one is joined to the path in force and cleaned. */
    StageState workdir(Instruction.Workdir workdir, StepSource source, StageState state) {
        String path = ByteNames.toUnicode(planning.expand(workdir, workdir.path(), state));
        String current =
                state.config().workingDir().isEmpty() ? "/" : state.config().workingDir();
        String written =
                path.isEmpty() ? current : ContainerPath.isAbsolute(path) ? path : ContainerPath.resolve(current, path);
        StageState next =
                state.withFields(state.fields().withWorkingDir(written)).with(StageState.Mark.WORKDIR);
        String history = "WORKDIR " + written;
        String cleaned = ContainerPath.clean(written);
        return cleaned.equals("/")
                ? next.withMetadata(source, history)
                : next.with(new WorkdirStep(
                        source,
                        new HistoryEntry(history, false),
                        cleaned,
                        state.config().user()));
    }

    StageState expose(Instruction.Expose expose, StepSource source, StageState state) {
        List<String> ports = planning.words().ports(expose, state.variables());
        return state.with(state.config().withPorts(ports)).withMetadata(source, "EXPOSE " + GoText.list(ports));
    }

    StageState volume(Instruction.Volume volume, StepSource source, StageState state) {
        List<String> paths = new ArrayList<>();
        for (String written : volume.paths()) {
            String path = planning.expand(volume, written, state);
            if (path.isEmpty()) {
                throw new InstructionProblem(
                        "VOLUME " + written + " is empty after expansion", "A volume needs a path.");
            }
            paths.add(path);
        }
        return state.with(state.config().withVolumes(paths)).withMetadata(source, "VOLUME " + GoText.list(paths));
    }

    StageState stopSignal(Instruction.StopSignal stopSignal, StepSource source, StageState state) {
        String signal = planning.expand(stopSignal, stopSignal.signal(), state);
        Signals.check(signal);
        return state.withFields(state.fields().withStopSignal(signal)).withMetadata(source, "STOPSIGNAL " + signal);
    }

    StageState maintainer(Instruction.Maintainer maintainer, StepSource source, StageState state) {
        return state.withFields(state.fields().withAuthor(maintainer.author()))
                .withMetadata(source, "MAINTAINER " + maintainer.author());
    }

    /** Stored as written, checked when it fires; leaves no line in the history. */
    StageState onBuild(Instruction.OnBuild onBuild, StageState state) {
        return state.with(state.config().withTrigger(onBuild.trigger()));
    }
}
