package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executes a command and keeps what it changed.
 *
 * @param argv the shell included, for shell form
 * @param env what the process sees, in order: the stage's environment and the ARGs in force
 * @param unkeyedEnv seen by the process, even where env says otherwise, but no part of the cache key: the predefined proxy
 *     arguments
 * @param user as USER wrote it; "" is root
 * @param workdir absolute; made if it is missing
 * @param scripts here-document scripts, mounted read-only below {@code /dev/pipes/} under their names
 * @param cure what to do if it fails, of a program that prints why in a line that begins with {@link #SAYS}; null for a
 *     command, of which only the exit code is known. No part of the cache key.
 */
public record RunStep(
        StepSource source,
        HistoryEntry history,
        List<String> argv,
        Map<String, String> env,
        Map<String, String> unkeyedEnv,
        String user,
        String workdir,
        List<Mount> mounts,
        Network network,
        Security security,
        List<InlineFile> scripts,
        @Nullable String cure)
        implements Step {

    /** Begins the lines a program of ours prints for the user of the build. */
    public static final String SAYS = "drydock: ";

    /** Begins a step by what is run. */
    public static Builder of(StepSource source, HistoryEntry history, List<String> argv) {
        return new Builder(source, history, argv);
    }

    @Override
    public Digest definition() {
        return StepKeys.run(List.of(), this, bind -> StepKeys.NOTHING);
    }

    @Override
    public List<ContextPath> contextPaths() {
        List<ContextPath> paths = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount instanceof Mount.Bind bind && bind.from() instanceof Input.Context context) {
                paths.add(new ContextPath(context.name(), bind.source()));
            }
        }
        return paths;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /** Values of {@code RUN --network}. */
    public enum Network {
        DEFAULT,
        NONE,
        HOST
    }

    /** Values of {@code RUN --security}. */
    public enum Security {
        SANDBOX,
        INSECURE
    }

    /** Takes what a step says besides its command; without more that is run by root in "/". */
    public static final class Builder {

        private final StepSource source;
        private final HistoryEntry history;
        private final List<String> argv;
        private Map<String, String> env = Map.of();
        private Map<String, String> unkeyedEnv = Map.of();
        private String user = "";
        private String workdir = "/";
        private List<Mount> mounts = List.of();
        private Network network = Network.DEFAULT;
        private Security security = Security.SANDBOX;
        private List<InlineFile> scripts = List.of();
        private @Nullable String cure;

        private Builder(StepSource source, HistoryEntry history, List<String> argv) {
            this.source = source;
            this.history = history;
            this.argv = argv;
        }

        public Builder env(Map<String, String> value) {
            env = value;
            return this;
        }

        public Builder unkeyedEnv(Map<String, String> value) {
            unkeyedEnv = value;
            return this;
        }

        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder workdir(String value) {
            workdir = value;
            return this;
        }

        public Builder mounts(List<Mount> value) {
            mounts = value;
            return this;
        }

        public Builder network(Network value) {
            network = value;
            return this;
        }

        public Builder security(Security value) {
            security = value;
            return this;
        }

        public Builder scripts(List<InlineFile> value) {
            scripts = value;
            return this;
        }

        public Builder cure(@Nullable String value) {
            cure = value;
            return this;
        }

        public RunStep build() {
            return new RunStep(
                    source, history, argv, env, unkeyedEnv, user, workdir, mounts, network, security, scripts, cure);
        }
    }
}
