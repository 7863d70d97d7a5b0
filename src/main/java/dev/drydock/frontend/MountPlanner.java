package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.MountFlag;
import dev.drydock.dockerfile.MountSpec;
import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code RUN --mount}: defaults, ids, and what is mounted from. Mounts of file trees come first, ordered by target so that
 * none hides one that lies within it; then secrets and agents as written.
 */
final class MountPlanner {

    private static final int SECRET_MODE = 0400;
    private static final int AGENT_MODE = 0600;
    private static final int CACHE_MODE = 0755;

    private final PlanningContext planning;

    MountPlanner(PlanningContext planning) {
        this.planning = planning;
    }

    List<Mount> plan(Instruction.Run run, StageState state) {
        TreeMap<String, Mount> trees = new TreeMap<>();
        List<Mount> handedIn = new ArrayList<>();
        int agents = 0;
        for (MountFlag flag : run.mounts()) {
            MountSpec spec = planning.words().mount(run, flag, state.variables());
            switch (spec.type()) {
                case SECRET -> handedIn.add(secret(spec, state));
                case SSH -> handedIn.add(agent(spec, agents++, state));
                default -> {
                    Mount mount = tree(spec, state);
                    trees.put(mount.target(), mount);
                }
            }
        }
        List<Mount> all = new ArrayList<>(trees.values());
        all.addAll(handedIn);
        return all;
    }

    private Mount tree(MountSpec spec, StageState state) {
        String target = target(spec.place().target(), state);
        return switch (spec.type()) {
            case TMPFS -> tmpfs(spec, target);
            case CACHE -> cache(spec, target);
            default ->
                new Mount.Bind(
                        spec.place().from().isEmpty() ? new Input.Context("") : input(spec),
                        source(spec),
                        target,
                        !spec.readOnly());
        };
    }

    private static Mount tmpfs(MountSpec spec, String target) {
        if (!source(spec).equals("/")) {
            throw new InstructionProblem(
                    "--mount: source=" + spec.place().source()
                            + " cannot be combined with type=tmpfs, which is empty at first",
                    "Leave source out, or use type=bind,rw to work on files whose changes are thrown away.");
        }
        return new Mount.Tmpfs(target, spec.size(), spec.readOnly());
    }

    /** An owner or a mode is given to a new directory, not to one of an image: then only a part of one fills the cache. */
    private Mount cache(MountSpec spec, String target) {
        Input from = spec.place().from().isEmpty() ? new Input.Empty() : input(spec);
        boolean owned = !spec.owner().isDefault();
        String namespace = planning.globals().cacheNamespace();
        String id = spec.id().isEmpty() ? ContainerPath.clean(spec.place().target()) : spec.id();
        return new Mount.Cache(
                namespace.isEmpty() ? id : namespace + "/" + id,
                target,
                owned && source(spec).equals("/") ? new Input.Empty() : from,
                source(spec),
                sharing(spec.sharing()),
                or(spec.owner().mode(), CACHE_MODE),
                id("uid", spec.owner().uid()),
                id("gid", spec.owner().gid()),
                spec.readOnly());
    }

    private Mount secret(MountSpec spec, StageState state) {
        String named =
                spec.place().source().isEmpty() ? spec.id() : spec.place().source();
        String id = named.isEmpty() ? ContainerPath.base(spec.place().target()) : named;
        String env = spec.env() != null && spec.env().isEmpty() ? id : spec.env();
        String target = spec.place().target();
        if (target.isEmpty() && env == null) {
            target = "/run/secrets/" + ContainerPath.base(id);
        }
        return new Mount.Secret(
                id,
                target.isEmpty() ? "" : target(target, state),
                env,
                spec.required(),
                or(spec.owner().mode(), SECRET_MODE),
                id("uid", spec.owner().uid()),
                id("gid", spec.owner().gid()));
    }

    private static Mount agent(MountSpec spec, int number, StageState state) {
        String target = spec.place().target().isEmpty()
                ? "/run/buildkit/ssh_agent." + number
                : spec.place().target();
        return new Mount.Ssh(
                spec.id().isEmpty() ? "default" : spec.id(),
                target(target, state),
                spec.required(),
                or(spec.owner().mode(), AGENT_MODE),
                id("uid", spec.owner().uid()),
                id("gid", spec.owner().gid()));
    }

    private Input input(MountSpec spec) {
        return planning.input(
                planning.stages().find(spec.place().from()), spec.place().from());
    }

    private static String source(MountSpec spec) {
        return ContainerPath.resolve("/", spec.place().source());
    }

    private static String target(String target, StageState state) {
        String absolute = ContainerPath.resolve(state.workdir(), target);
        if (absolute.equals("/")) {
            throw new InstructionProblem(
                    "--mount: target '" + target + "' is the root, which cannot be mounted over",
                    target.isEmpty() ? "Write target=/path." : null);
        }
        return absolute;
    }

    private static Mount.Sharing sharing(MountSpec.@Nullable Sharing sharing) {
        return sharing == null ? Mount.Sharing.SHARED : Mount.Sharing.valueOf(sharing.name());
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private static int id(String key, @Nullable Long id) {
        if (id != null && id > Integer.MAX_VALUE) {
            throw new InstructionProblem("--mount: " + key + "=" + id + " is above " + Integer.MAX_VALUE);
        }
        return id == null ? 0 : id.intValue();
    }
}
