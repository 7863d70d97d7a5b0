package dev.drydock.frontend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.dockerfile.CommandForm;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.text.GoDuration;
import dev.drydock.frontend.value.GoText;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Json;
import dev.drydock.plan.StepSource;
import java.time.Duration;
import java.util.List;

/** Plans what a container of the image will execute: CMD, ENTRYPOINT, HEALTHCHECK, and the SHELL of their shell forms. */
final class CommandPlanner {

    StageState cmd(Instruction.Cmd cmd, StepSource source, StageState state) {
        List<String> argv = cmd.command().argv(state.shell());
        return state.withFields(state.fields().withCmd(argv).withArgsEscaped(true))
                .with(StageState.Mark.CMD)
                .withMetadata(source, "CMD " + GoText.quotedList(argv));
    }

    /** Clears a CMD the stage began with: it was meant for another program. */
    StageState entrypoint(Instruction.Entrypoint entrypoint, StepSource source, StageState state) {
        List<String> argv = entrypoint.command().argv(state.shell());
        boolean keepsCmd = state.has(StageState.Mark.CMD);
        ImageConfig fields = state.fields().withEntrypoint(argv);
        return state.withFields(keepsCmd ? fields : fields.withCmd(List.of()))
                .with(StageState.Mark.ENTRYPOINT)
                .withMetadata(source, "ENTRYPOINT " + GoText.quotedList(argv));
    }

    StageState shell(Instruction.Shell shell, StepSource source, StageState state) {
        return state.withFields(state.fields().withShell(shell.argv()))
                .withMetadata(source, "SHELL " + GoText.list(shell.argv()));
    }

    /** A shell form is run by the container's /bin/sh whatever SHELL says. */
    StageState healthcheck(Instruction.Healthcheck check, StepSource source, StageState state) {
        CommandForm command = check.command();
        List<String> test = command == null ? List.of("NONE") : command.healthTest();
        ObjectNode stored = Json.object();
        stored.set("Test", Json.array(test));
        put(stored, "Interval", check.interval());
        put(stored, "Timeout", check.timeout());
        put(stored, "StartPeriod", check.startPeriod());
        put(stored, "StartInterval", check.startInterval());
        if (check.retries() != 0) {
            stored.put("Retries", check.retries());
        }
        String history = "HEALTHCHECK {Test:" + GoText.list(test)
                + " Interval:" + GoDuration.print(check.interval())
                + " Timeout:" + GoDuration.print(check.timeout())
                + " StartPeriod:" + GoDuration.print(check.startPeriod())
                + " StartInterval:" + GoDuration.print(check.startInterval())
                + " Retries:" + check.retries() + "}";
        return state.withFields(state.fields().withHealthcheck(stored))
                .with(StageState.Mark.HEALTHCHECK)
                .withMetadata(source, history);
    }

    private static void put(ObjectNode stored, String field, Duration duration) {
        if (!duration.isZero()) {
            stored.put(field, duration.toNanos());
        }
    }
}
