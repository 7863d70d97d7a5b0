package dev.drydock.frontend.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.dockerfile.text.GoDuration;
import dev.drydock.frontend.StageConfig;
import dev.drydock.frontend.StageState;
import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.frontend.value.GoText;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.frontend.value.Signals;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.Json;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RecordedStep;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StepSource;
import dev.drydock.plan.WorkdirStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans one described image. Each setting leaves the line in the history that its instruction would, files leave
 * {@code COPY <name> <into> # drydock}.
 */
final class AppPlanner implements AppImage.Part.Visitor {

    private static final String MARK = " # drydock";

    private final AppImage image;
    private final AppImage.Config wanted;
    private final String startUser;
    private StageState state;
    private boolean hasWorkdir;

    AppPlanner(AppImage image, StageState start) {
        this.image = image;
        this.wanted = image.config();
        this.startUser = start.config().user();
        this.state = start;
    }

    /**
     * The environment first, since commands see it; what only describes the container last, behind all layers. A program is
     * started where the container will start.
     */
    StageState plan() {
        environment();
        for (AppImage.Part part : image.parts()) {
            part.accept(this);
        }
        workdir();
        labels();
        user();
        ports();
        volumes();
        healthcheck();
        stopSignal();
        commands();
        return state;
    }

    @Override
    public void visit(AppImage.Part.Files files) {
        String history = "COPY " + files.name() + " " + files.into() + MARK;
        state = state.with(CopyStep.of(
                        source(files.name()),
                        new HistoryEntry(history, false),
                        List.of(new CopyStep.Source.Files(new Input.Context(files.name()), "/")))
                .destination(files.into())
                .intoDirectory(true)
                .chown(files.owner().isEmpty() ? null : files.owner())
                .machineWide(files.origin() == AppImage.Part.Origin.RELEASE)
                .build());
    }

    @Override
    public void visit(AppImage.Part.Command command) {
        List<String> argv = new ArrayList<>(state.shell());
        argv.add(command.line());
        run(command.line(), String.join(" ", argv), argv, List.of(), null);
    }

    @Override
    public void visit(AppImage.Part.Program program) {
        workdir();
        var tools = new Mount.Bind(new Input.Context(program.tools()), "/", program.at(), false);
        List<Mount> mounts = List.of(new Mount.Tmpfs("/tmp", 0), tools);
        run(program.name(), program.name(), program.argv(), mounts, program.cure());
    }

    /** The directory that containers start in is below it, as it is where the file is recorded. */
    @Override
    public void visit(AppImage.Part.Recorded recorded) {
        workdir();
        state = state.with(new RecordedStep(
                source(recorded.name()),
                new HistoryEntry(recorded.name() + " " + recorded.path() + MARK, false),
                recorded.recording(),
                state.env().values(),
                recorded.path()));
    }

    /** By root whoever the base runs as: commands prepare the image. */
    private void run(String shown, String history, List<String> argv, List<Mount> mounts, @Nullable String cure) {
        state = state.with(RunStep.of(source("RUN " + shown), new HistoryEntry("RUN " + history + MARK, false), argv)
                .env(state.env().values())
                .user(startUser.isEmpty() ? "" : "0:0")
                .workdir(state.workdir())
                .mounts(mounts)
                .cure(cure)
                .build());
    }

    private void environment() {
        if (wanted.env().isEmpty()) {
            return;
        }
        StringBuilder history = new StringBuilder("ENV");
        for (Map.Entry<String, String> variable : wanted.env().entrySet()) {
            history.append(' ').append(variable.getKey()).append('=').append(variable.getValue());
        }
        state = state.withEnv(List.copyOf(wanted.env().entrySet()));
        metadata(history.toString());
    }

    /** Made if it is missing, for the user the container will have. */
    private void workdir() {
        if (wanted.workdir().isEmpty() || hasWorkdir) {
            return;
        }
        hasWorkdir = true;
        String path = wanted.workdir();
        if (!ContainerPath.isAbsolute(path)) {
            throw new InstructionProblem(
                    "<workdir>" + path + "</workdir> is not absolute", "Write a path that begins with '/'.");
        }
        state = state.withFields(state.fields().withWorkingDir(path));
        String cleaned = ContainerPath.clean(path);
        if (cleaned.equals("/")) {
            metadata("WORKDIR " + path);
        } else {
            state = state.with(new WorkdirStep(
                    source("WORKDIR " + path), new HistoryEntry("WORKDIR " + path, false), cleaned, runUser()));
        }
    }

    private String runUser() {
        return wanted.user().isEmpty() ? startUser : wanted.user();
    }

    private void labels() {
        if (!wanted.labels().isEmpty()) {
            StageConfig config = state.config();
            StringBuilder history = new StringBuilder("LABEL");
            for (Map.Entry<String, String> label : wanted.labels().entrySet()) {
                config = config.withLabel(label.getKey(), label.getValue());
                history.append(' ').append(label.getKey()).append('=').append(label.getValue());
            }
            state = state.with(config);
            metadata(history.toString());
        }
    }

    private void user() {
        if (!wanted.user().isEmpty()) {
            state = state.withFields(state.fields().withUser(wanted.user()));
            metadata("USER " + wanted.user());
        }
    }

    private void ports() {
        if (!wanted.ports().isEmpty()) {
            List<String> ports = AppPorts.parse(wanted.ports());
            state = state.with(state.config().withPorts(ports));
            metadata("EXPOSE " + GoText.list(ports));
        }
    }

    private void volumes() {
        if (!wanted.volumes().isEmpty()) {
            for (String path : wanted.volumes()) {
                if (!ContainerPath.isAbsolute(path)) {
                    throw new InstructionProblem(
                            "<volumes>: '" + path + "' is not absolute", "Write a path that begins with '/'.");
                }
            }
            state = state.with(state.config().withVolumes(List.copyOf(wanted.volumes())));
            metadata("VOLUME " + GoText.list(wanted.volumes()));
        }
    }

    private void stopSignal() {
        if (!wanted.stopSignal().isEmpty()) {
            try {
                Signals.check(wanted.stopSignal());
            } catch (InstructionProblem refusal) {
                throw new InstructionProblem("<stopSignal>: " + refusal.message(), refusal.hint());
            }
            state = state.withFields(state.fields().withStopSignal(wanted.stopSignal()));
            metadata("STOPSIGNAL " + wanted.stopSignal());
        }
    }

    private void commands() {
        List<String> entrypoint = wanted.entrypoint();
        List<String> cmd = wanted.cmd();
        if (entrypoint != null) {
            state = state.withFields(
                    state.fields().withEntrypoint(entrypoint).withCmd(List.of()).withArgsEscaped(false));
            metadata("ENTRYPOINT " + GoText.quotedList(entrypoint));
        }
        if (cmd != null) {
            state = state.withFields(state.fields().withCmd(cmd));
            metadata("CMD " + GoText.quotedList(cmd));
        }
    }

    private void healthcheck() {
        AppImage.Healthcheck check = wanted.healthcheck();
        if (check == null) {
            return;
        }
        List<String> test = check.line().isEmpty() ? List.of("NONE") : List.of("CMD-SHELL", check.line());
        ObjectNode stored = Json.object();
        stored.set("Test", Json.array(test));
        put(stored, "Interval", check.interval());
        put(stored, "Timeout", check.timeout());
        put(stored, "StartPeriod", check.startPeriod());
        if (check.retries() != 0) {
            stored.put("Retries", check.retries());
        }
        state = state.withFields(state.fields().withHealthcheck(stored));
        metadata("HEALTHCHECK {Test:" + GoText.list(test)
                + " Interval:" + GoDuration.print(check.interval())
                + " Timeout:" + GoDuration.print(check.timeout())
                + " StartPeriod:" + GoDuration.print(check.startPeriod())
                + " StartInterval:0s Retries:" + check.retries() + "}");
    }

    private static void put(ObjectNode stored, String field, Duration duration) {
        if (!duration.isZero()) {
            stored.put(field, duration.toNanos());
        }
    }

    private void metadata(String line) {
        state = state.withMetadata(source(line), line);
    }

    private StepSource source(String text) {
        return new StepSource(image.file(), 0, text);
    }
}
