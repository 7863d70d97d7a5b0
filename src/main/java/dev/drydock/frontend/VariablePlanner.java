package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.io.ByteNames;
import dev.drydock.plan.StepSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ARG and ENV. Both set what later instructions see; whichever came last wins. Only ENV stays in the image. Values are Unicode
 * from the start, so that a RUN sees what the image says.
 */
final class VariablePlanner {

    /** Declared, listed in history, but never in an environment: they talk to BuildKit's scanner. */
    private static final Set<String> NEVER_IN_ENV = Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");

    private final PlanningContext planning;

    VariablePlanner(PlanningContext planning) {
        this.planning = planning;
    }

    /** Every pair is expanded with what holds before the instruction. */
    StageState env(Instruction.Env env, StepSource source, StageState state) {
        List<Map.Entry<String, String>> set = new ArrayList<>();
        StringBuilder history = new StringBuilder("ENV");
        for (Instruction.Pair pair : env.pairs()) {
            String name = ByteNames.toUnicode(planning.expand(env, pair.key(), state));
            String value = ByteNames.toUnicode(planning.expand(env, pair.value(), state));
            set.add(Map.entry(name, value));
            history.append(' ').append(name).append('=').append(value);
        }
        return state.withEnv(set).withMetadata(source, history.toString());
    }

    /** Unlike ENV, an ARG sees those before it on its line. */
    StageState arg(Instruction.Arg arg, StepSource source, StageState state) {
        StageState next = state;
        StringBuilder history = new StringBuilder("ARG");
        for (Instruction.Arg.Declaration declaration : arg.declarations()) {
            String name = declaration.name();
            String value = value(arg, declaration, next);
            next = next.withArg(name, value);
            history.append(' ').append(name);
            if (value != null) {
                history.append('=').append(value);
                next = NEVER_IN_ENV.contains(name) ? next : next.withVariable(name, value);
            }
        }
        return next.withMetadata(source, history.toString());
    }

    /** From the user, else the default, else from before the first FROM; null leaves the name unset. */
    private @Nullable String value(Instruction.Arg arg, Instruction.Arg.Declaration declaration, StageState state) {
        String given = planning.globals().given().get(declaration.name());
        if (given != null) {
            return given;
        }
        String byDefault = declaration.value();
        return byDefault != null
                ? ByteNames.toUnicode(planning.expand(arg, byDefault, state))
                : planning.globals().values().get(declaration.name());
    }
}
