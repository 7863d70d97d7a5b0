package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.text.Environment;
import dev.drydock.dockerfile.text.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts known about a stage while its instructions are checked one after the other. */
final class LintState {

    private final FromChecks from;
    private final LintWords words;
    private Environment env = Environment.EMPTY;
    private Environment declared = Environment.EMPTY;
    private final List<String> triggers = new ArrayList<>();
    private boolean baseKnown = true;
    private boolean workdir;
    private boolean shell;

    private LintState(FromChecks from, LintWords words) {
        this.from = from;
        this.words = words;
    }

    /** A stage on nothing, or on an image. */
    static LintState on(LintInputs.@Nullable Base base, boolean known, FromChecks from, LintWords words) {
        var state = new LintState(from, words);
        state.baseKnown = known;
        // Docker adds a PATH where the base has none.
        state.env = Environment.EMPTY.with("PATH", "");
        if (base != null) {
            state.env = state.env.withAll(base.env());
            state.shell = base.shell();
        }
        return state;
    }

    /** A stage on an earlier one. */
    static LintState on(LintState base) {
        var state = new LintState(base.from, base.words);
        state.env = base.env;
        state.declared = base.declared;
        state.baseKnown = base.baseKnown;
        state.workdir = base.workdir;
        state.shell = base.shell;
        return state;
    }

    /** Takes in what an instruction changes. */
    void apply(Instruction instruction) {
        if (instruction instanceof Instruction.Env set) {
            var values = new HashMap<String, String>();
            for (var pair : set.pairs()) {
                values.put(
                        words.expand(pair.key(), variables()).value(),
                        words.expand(pair.value(), variables()).value());
            }
            env = env.withAll(values);
        } else if (instruction instanceof Instruction.Arg arg) {
            arg.declarations().forEach(this::declare);
        } else if (instruction instanceof Instruction.OnBuild onBuild) {
            triggers.add(onBuild.trigger());
        }
        workdir |= instruction instanceof Instruction.Workdir;
        shell |= instruction instanceof Instruction.Shell;
    }

    /** Declares one argument of several, of which a later one sees those before it. */
    void declare(Instruction.Arg.Declaration declaration) {
        String name = declaration.name();
        String value = from.buildArgs().get(name);
        if (value == null) {
            value = declaration.value() == null
                    ? from.values().get(name)
                    : words.expand(declaration.value(), variables()).value();
        }
        if (value != null) {
            env = env.with(name, value);
        }
        declared = declared.with(name, "");
    }

    Variables variables() {
        return env;
    }

    Set<String> names() {
        return env.values().keySet();
    }

    /** Whether the name is declared, though it may have no value. */
    boolean declares(String name) {
        return declared.has(name);
    }

    /** Whether all variables of the base are known. */
    boolean isBaseKnown() {
        return baseKnown;
    }

    boolean hasWorkdir() {
        return workdir;
    }

    boolean hasShell() {
        return shell;
    }

    /** Instructions that fire in stages built on this one. */
    List<String> triggers() {
        return triggers;
    }
}
