package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.InlineFile;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.run.RunMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a RUN what its mounts ask for: files, directories, and variables that name or hold them. */
final class ResolvedMounts implements Mount.Visitor<IOException, InterruptedException> {

    private final RunStep step;
    private final PlanInputs inputs;
    private final LayerShelf shelf;
    private final BindMounts binds;
    private final Sources sources;
    private final List<RunMount> mounts = new ArrayList<>();
    private final Map<String, String> env = new LinkedHashMap<>();

    private ResolvedMounts(RunStep step, PlanInputs inputs, LayerShelf shelf, BindMounts binds, Sources sources) {
        this.step = step;
        this.inputs = inputs;
        this.shelf = shelf;
        this.binds = binds;
        this.sources = sources;
    }

    static ResolvedMounts of(RunStep step, PlanInputs inputs, LayerShelf shelf, BindMounts binds, Sources sources)
            throws IOException, InterruptedException {
        ResolvedMounts made = new ResolvedMounts(step, inputs, shelf, binds, sources);
        for (InlineFile script : step.scripts()) {
            made.mounts.add(
                    new RunMount.SecretFile(script.content(), "/dev/pipes/" + script.name(), script.mode(), 0, 0));
        }
        for (Mount mount : step.mounts()) {
            mount.accept(made);
        }
        return made;
    }

    List<RunMount> mounts() {
        return mounts;
    }

    /** Variables that come with the mounts. */
    Map<String, String> env() {
        return env;
    }

    @Override
    public void visit(Mount.Bind bind) throws IOException, InterruptedException {
        mounts.add(binds.mount(step, bind));
    }

    @Override
    public void visit(Mount.Cache cache) throws IOException, InterruptedException {
        mounts.add(new RunMount.Cache(
                cache.id(),
                cache.target(),
                shelf.files(seed(cache)),
                cache.source(),
                cache.sharing() == Mount.Sharing.LOCKED,
                cache.sharing() == Mount.Sharing.PRIVATE,
                cache.mode(),
                cache.uid(),
                cache.gid(),
                cache.readOnly()));
    }

    private StageLayers seed(Mount.Cache cache) throws IOException, InterruptedException {
        if (cache.from() instanceof Input.Context) {
            throw BuildFailure.ofBuild(
                    "The cache mount on " + cache.target() + " cannot be filled from a build context",
                    "Fill the cache from a stage or an image, or mount the context with type=bind.");
        }
        return inputs.layers(cache.from());
    }

    @Override
    public void visit(Mount.Tmpfs tmpfs) {
        mounts.add(new RunMount.Tmpfs(tmpfs.target(), tmpfs.size(), tmpfs.readOnly()));
    }

    @Override
    public void visit(Mount.Secret secret) throws IOException {
        Optional<byte[]> value = sources.secret(secret.id());
        if (value.isEmpty()) {
            if (secret.required()) {
                throw BuildFailure.ofBuild(
                        "The secret '" + secret.id() + "' is required, but was not given",
                        "Give it with -Ddrydock.secret." + secret.id() + "=file:PATH or =env:NAME.");
            }
            if (secret.env() != null) {
                env.put(secret.env(), "");
            }
            return;
        }
        if (secret.env() != null) {
            env.put(secret.env(), new String(value.get(), StandardCharsets.UTF_8));
        }
        if (!secret.target().isEmpty()) {
            mounts.add(
                    new RunMount.SecretFile(value.get(), secret.target(), secret.mode(), secret.uid(), secret.gid()));
        }
    }

    @Override
    public void visit(Mount.Ssh ssh) {
        Optional<Path> socket = sources.agent(ssh.id());
        if (socket.isPresent()) {
            env.put("SSH_AUTH_SOCK", ssh.target());
            mounts.add(new RunMount.Socket(socket.get(), ssh.target(), ssh.mode(), ssh.uid(), ssh.gid()));
        } else if (ssh.required()) {
            throw BuildFailure.ofBuild(
                    "The SSH agent '" + ssh.id() + "' is required, but there is none",
                    "Start one so that SSH_AUTH_SOCK names its socket: eval \"$(ssh-agent)\" && ssh-add.");
        }
    }
}
