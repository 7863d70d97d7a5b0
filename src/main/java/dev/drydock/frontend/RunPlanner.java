package dev.drydock.frontend;

import dev.drydock.dockerfile.CommandForm;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.HistoryEntry;
import dev.drydock.io.ByteNames;
import dev.drydock.plan.InlineFile;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StepSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RUN: what is executed, in which environment, and how history tells it. */
final class RunPlanner {

    private static final String SCRIPTS = "/dev/pipes/";

    private final PlanningContext planning;
    private final MountPlanner mounts;

    RunPlanner(PlanningContext planning) {
        this.planning = planning;
        this.mounts = new MountPlanner(planning);
    }

    StageState run(Instruction.Run run, StepSource source, StageState state) {
        for (Instruction.Run.Device device : run.devices()) {
            leaveOut(device, source);
        }
        Heredoc script = run.script();
        boolean executable = script != null && script.body().startsWith("#!");
        List<String> argv = argv(run, script, executable, state);
        List<Mount> planned = mounts.plan(run, state);
        RunStep step = RunStep.of(source, new HistoryEntry("RUN " + history(argv, state) + " # buildkit", false), argv)
                .env(environment(planned, state))
                .unkeyedEnv(planning.globals().proxies())
                .user(state.config().user())
                .workdir(state.workdir())
                .mounts(planned)
                .network(RunStep.Network.valueOf(run.network().name()))
                .security(RunStep.Security.valueOf(run.security().name()))
                .scripts(executable && script != null ? List.of(file(script)) : List.of())
                .build();
        return state.with(step);
    }

    /** As BuildKit does with a device it does not have. */
    private void leaveOut(Instruction.Run.Device device, StepSource source) {
        if (device.name().isEmpty()) {
            throw new InstructionProblem("RUN --device names no device", "Write --device=vendor/class=device.");
        }
        if (device.required()) {
            throw new InstructionProblem(
                    "RUN --device=" + device.name()
                            + ": the device is required, and Drydock passes no devices into a build",
                    "Remove 'required' if the command can do without the device; it is left out then.");
        }
        planning.warnings()
                .add(source.location() + ": RUN --device=" + device.name()
                        + ": Drydock passes no devices into a build; the command runs without this one");
    }

    private static List<String> argv(
            Instruction.Run run, @Nullable Heredoc script, boolean executable, StageState state) {
        if (script != null) {
            String line = executable ? SCRIPTS + script.name() : script.body();
            return new CommandForm.Shell(line).argv(state.shell());
        }
        List<String> argv = run.commandWithDocuments().argv(state.shell());
        if (argv.isEmpty()) {
            throw new InstructionProblem("RUN [] names no program");
        }
        return argv;
    }

    private static InlineFile file(Heredoc script) {
        return new InlineFile(CopyPlanner.fileName(script), ByteNames.encode(script.body()), 0755);
    }

    private static Map<String, String> environment(List<Mount> mounts, StageState state) {
        for (Mount mount : mounts) {
            if (mount instanceof Mount.Ssh agent && !state.env().has("SSH_AUTH_SOCK")) {
                return state.env().with("SSH_AUTH_SOCK", agent.target()).values();
            }
        }
        return state.env().values();
    }

    /** The arguments behind their number and the ARGs declared so far, each with the value a RUN sees. */
    private static String history(List<String> argv, StageState state) {
        List<String> words = new ArrayList<>();
        List<String> args = state.args().seenIn(state.env());
        if (!args.isEmpty()) {
            words.add("|" + args.size());
            words.addAll(args);
        }
        words.addAll(argv);
        return String.join(" ", words);
    }
}
