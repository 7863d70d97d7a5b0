package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.CommandForm;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.InstructionVisitor;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.PortSpec;
import dev.drydock.dockerfile.text.SourcePath;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.Nearest;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of the instructions of one stage, in their order. */
final class StageChecks implements InstructionVisitor<Void> {

    /** Instructions of which only the last counts. */
    private enum Single {
        CMD,
        ENTRYPOINT,
        HEALTHCHECK
    }

    private static final Set<String> SECRET = Set.of(
            "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token");

    private static final Set<String> NO_SECRET = Set.of("public", "file", "version");

    private final LintState state;
    private final FromChecks from;
    private final LintWords words;
    private final LintInputs.@Nullable Ignored ignored;
    private final LintSink sink;
    private final Map<Single, Instruction> earlier = new EnumMap<>(Single.class);

    StageChecks(
            LintState state, FromChecks from, LintWords words, LintInputs.@Nullable Ignored ignored, LintSink sink) {
        this.state = state;
        this.from = from;
        this.words = words;
        this.ignored = ignored;
        this.sink = sink;
    }

    @Override
    public Void visit(Instruction.Env env) {
        checkPairs(env, "ENV", env.pairs(), env.legacy());
        for (var pair : env.pairs()) {
            checkSecret(env, "ENV", words.expand(pair.key(), state.variables()).value());
        }
        return done(env);
    }

    @Override
    public Void visit(Instruction.Label label) {
        checkPairs(label, "LABEL", label.pairs(), label.legacy());
        return done(label);
    }

    private void checkPairs(Instruction at, String name, List<Instruction.Pair> pairs, boolean legacy) {
        if (legacy) {
            sink.warn(
                    LintRule.LEGACY_KEY_VALUE_FORMAT,
                    at,
                    "\"" + name + " name value\" should be \"" + name + " name=value\"");
        }
        var unset = new LinkedHashSet<String>();
        for (var pair : pairs) {
            unset.addAll(words.expand(pair.key(), state.variables()).unset());
            unset.addAll(words.expand(pair.value(), state.variables()).unset());
        }
        checkDefined(at, unset);
    }

    @Override
    public Void visit(Instruction.Arg arg) {
        for (var declaration : arg.declarations()) {
            checkSecret(arg, "ARG", declaration.name());
            if (declaration.value() != null && !from.buildArgs().containsKey(declaration.name())) {
                checkDefined(
                        arg,
                        words.expand(declaration.value(), state.variables()).unset());
            }
            state.declare(declaration);
        }
        return null;
    }

    private void checkSecret(Instruction at, String keyword, String name) {
        var parts = List.of(name.toLowerCase(Locale.ROOT).split("_", -1));
        if (parts.stream().anyMatch(SECRET::contains) && parts.stream().noneMatch(NO_SECRET::contains)) {
            sink.warn(
                    LintRule.SECRETS_USED_IN_ARG_OR_ENV,
                    at,
                    keyword + " " + name + " looks like a secret, which everybody who has the image can read");
        }
    }

    @Override
    public Void visit(Instruction.Run run) {
        var unset = new LinkedHashSet<String>();
        for (var mount : run.mounts()) {
            for (var option : mount.options()) {
                if (option.value() != null && !option.key().equals("from")) {
                    unset.addAll(words.expand(option.value(), state.variables()).unset());
                }
            }
        }
        checkDefined(run, unset);
        return done(run);
    }

    @Override
    public Void visit(Instruction.Copy copy) {
        checkFiles(copy, copy.sources(), copy.inlineSources(), copy.destination(), copy.chown(), copy.chmod(), null);
        if (copy.from() == null) {
            checkIgnored(copy, copy.sources());
        }
        return done(copy);
    }

    @Override
    public Void visit(Instruction.Add add) {
        checkFiles(
                add, add.sources(), add.inlineSources(), add.destination(), add.chown(), add.chmod(), add.checksum());
        checkIgnored(add, add.sources());
        return done(add);
    }

    private void checkFiles(
            Instruction at,
            List<String> sources,
            List<Heredoc> documents,
            String destination,
            @Nullable String... options) {
        var unset = new LinkedHashSet<String>();
        for (var option : options) {
            if (option != null) {
                unset.addAll(words.expand(option, state.variables()).unset());
            }
        }
        for (var source : sources) {
            unset.addAll(words.expand(source, state.variables()).unset());
        }
        unset.addAll(words.expand(destination, state.variables()).unset());
        for (var document : documents) {
            if (document.expand()) {
                unset.addAll(
                        words.expandBody(document.body(), state.variables()).unset());
            }
        }
        checkDefined(at, unset);
    }

    private void checkIgnored(Instruction at, List<String> sources) {
        if (ignored == null) {
            return;
        }
        for (var source : sources) {
            String path = words.expand(source, state.variables()).value();
            if (!(at instanceof Instruction.Add && SourcePath.isRemote(path)) && ignored.test(SourcePath.clean(path))) {
                sink.warn(LintRule.COPY_IGNORED_FILE, at, "\"" + path + "\" is kept out by .dockerignore");
            }
        }
    }

    @Override
    public Void visit(Instruction.Workdir workdir) {
        var path = words.expand(workdir.path(), state.variables());
        checkDefined(workdir, path.unset());
        if (!state.hasWorkdir() && !path.value().startsWith("/")) {
            sink.warn(
                    LintRule.WORKDIR_RELATIVE_PATH,
                    workdir,
                    "Where WORKDIR " + path.value() + " leads depends on the base image");
        }
        return done(workdir);
    }

    @Override
    public Void visit(Instruction.User user) {
        checkDefined(user, words.expand(user.user(), state.variables()).unset());
        return done(user);
    }

    @Override
    public Void visit(Instruction.Volume volume) {
        var unset = new LinkedHashSet<String>();
        for (var path : volume.paths()) {
            unset.addAll(words.expand(path, state.variables()).unset());
        }
        checkDefined(volume, unset);
        return done(volume);
    }

    @Override
    public Void visit(Instruction.StopSignal stopSignal) {
        checkDefined(
                stopSignal, words.expand(stopSignal.signal(), state.variables()).unset());
        return done(stopSignal);
    }

    @Override
    public Void visit(Instruction.Cmd cmd) {
        checkSingle(Single.CMD, cmd);
        checkForm(Single.CMD, cmd, cmd.command());
        return done(cmd);
    }

    @Override
    public Void visit(Instruction.Entrypoint entrypoint) {
        checkSingle(Single.ENTRYPOINT, entrypoint);
        checkForm(Single.ENTRYPOINT, entrypoint, entrypoint.command());
        return done(entrypoint);
    }

    @Override
    public Void visit(Instruction.Healthcheck healthcheck) {
        checkSingle(Single.HEALTHCHECK, healthcheck);
        return done(healthcheck);
    }

    /** The warning is about the one that has no effect. */
    private void checkSingle(Single kind, Instruction instruction) {
        var before = earlier.put(kind, instruction);
        if (before != null) {
            sink.warn(
                    LintRule.MULTIPLE_INSTRUCTIONS_DISALLOWED,
                    before,
                    "This " + kind + " has no effect: another one follows in the stage");
        }
    }

    private void checkForm(Single kind, Instruction at, CommandForm command) {
        if (command instanceof CommandForm.Shell && !state.hasShell()) {
            sink.warn(
                    LintRule.JSON_ARGS_RECOMMENDED,
                    at,
                    kind + " should be a JSON array: the shell it starts otherwise passes no signals on");
        }
    }

    @Override
    public Void visit(Instruction.Expose expose) {
        for (var text : expose.ports()) {
            for (var word : words.split(text, state.variables())) {
                checkPort(expose, word);
            }
        }
        return done(expose);
    }

    private void checkPort(Instruction.Expose at, String word) {
        try {
            var port = PortSpec.parse(word);
            if (port.hasUpperCaseProtocol()) {
                sink.warn(LintRule.EXPOSE_PROTO_CASING, at, "The protocol of " + word + " should be in lower case");
            }
            if (port.hasHost()) {
                sink.warn(
                        LintRule.EXPOSE_INVALID_FORMAT, at, word + " should not name an address or a port of the host");
            }
        } catch (SyntaxProblem leftToTheBuild) {
            // It fails there.
        }
    }

    @Override
    public Void visit(Instruction.Maintainer maintainer) {
        sink.warn(
                LintRule.MAINTAINER_DEPRECATED,
                maintainer,
                "MAINTAINER should be LABEL org.opencontainers.image.authors=...");
        return done(maintainer);
    }

    @Override
    public Void visit(Instruction.Shell shell) {
        return done(shell);
    }

    @Override
    public Void visit(Instruction.OnBuild onBuild) {
        return done(onBuild);
    }

    @Override
    public Void visit(Instruction.From from) {
        throw new IllegalStateException("a stage holds no FROM");
    }

    private Void done(Instruction instruction) {
        state.apply(instruction);
        return null;
    }

    /** Where the variables of the base are not known, only what looks like a misspelling is told. */
    private void checkDefined(Instruction at, Set<String> unset) {
        for (var name : unset) {
            String meant = Nearest.near(name, state.names());
            if (!state.declares(name) && (state.isBaseKnown() || meant != null)) {
                sink.warn(
                        LintRule.UNDEFINED_VAR,
                        at,
                        "$" + name + " is not defined" + (meant == null ? "" : " (did you mean $" + meant + "?)"));
            }
        }
    }
}
