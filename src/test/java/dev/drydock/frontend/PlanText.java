package dev.drydock.frontend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.frontend.value.GoText;
import dev.drydock.image.ImageConfig;
import dev.drydock.io.ByteNames;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.InlineFile;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import dev.drydock.plan.WorkdirStep;
import java.util.List;
import java.util.Map;

/** A plan as text for people and for golden files: everything that acts is in it, defaults are left out. */
final class PlanText {

    private final StringBuilder out = new StringBuilder();

    static String of(BuildPlan plan) {
        PlanText text = new PlanText();
        for (int i = 0; i < plan.stages().size(); i++) {
            text.stage(i, plan.stages().get(i), i == plan.target());
        }
        if (plan.sourceDateEpoch() != null) {
            text.line(0, "time " + plan.sourceDateEpoch());
        }
        plan.warnings().forEach(warning -> text.line(0, "warning " + warning));
        return text.out.toString();
    }

    private void stage(int number, StagePlan stage, boolean target) {
        line(0, "stage " + number + " " + stage.name() + " on " + origin(stage.origin()) + (target ? " (target)" : ""));
        for (Step step : stage.steps()) {
            line(
                    1,
                    "[" + step.source().line() + "] "
                            + step.history().createdBy().replace("\n", "⏎")
                            + (step.history().emptyLayer() ? "" : " +layer"));
            if (step instanceof RunStep run) {
                run(run);
            } else if (step instanceof CopyStep copy) {
                copy(copy);
            } else if (step instanceof WorkdirStep workdir) {
                line(2, "directory " + workdir.path());
                optional("user", workdir.user());
            }
        }
        config(stage.config());
    }

    private void run(RunStep run) {
        line(2, "argv " + GoText.quotedList(run.argv()));
        line(2, "env " + pairs(run.env()));
        if (!run.unkeyedEnv().isEmpty()) {
            line(2, "proxies " + pairs(run.unkeyedEnv()));
        }
        optional("user", run.user());
        optional("workdir", run.workdir().equals("/") ? "" : run.workdir());
        optional(
                "network",
                run.network() == RunStep.Network.DEFAULT ? "" : run.network().toString());
        optional(
                "security",
                run.security() == RunStep.Security.SANDBOX ? "" : run.security().toString());
        run.mounts().forEach(mount -> line(2, mount(mount)));
        run.scripts().forEach(script -> line(2, "script " + file(script)));
    }

    private void copy(CopyStep copy) {
        for (CopyStep.Source source : copy.sources()) {
            line(2, "from " + source(source));
        }
        line(2, "to " + copy.destination() + (copy.intoDirectory() ? " (directory)" : ""));
        optional("chown", copy.chown() == null ? "" : copy.chown());
        optional("chmod", copy.chmod() == null ? "" : copy.chmod());
        optional("exclude", copy.excludes().isEmpty() ? "" : GoText.quotedList(copy.excludes()));
        optional(
                "unpack",
                copy.unpack() == CopyStep.Unpack.NEVER ? "" : copy.unpack().toString());
        if (copy.link()) {
            line(2, "link");
        }
        if (copy.parents()) {
            line(2, "parents");
        }
    }

    private void config(ImageConfig config) {
        line(1, "config " + config.platform());
        env("Env", config.env());
        env("Labels", config.labels());
        list("Entrypoint", config.entrypoint());
        list("Cmd", config.cmd());
        list("Shell", config.shell());
        list("OnBuild", config.onBuild());
        list("ExposedPorts", config.exposedPorts());
        list("Volumes", config.volumes());
        optional("User", config.user());
        optional("WorkingDir", config.workingDir());
        optional("StopSignal", config.stopSignal());
        optional("Author", config.author());
        JsonNode health = config.healthcheck();
        optional("Healthcheck", health == null ? "" : health.toString());
        if (!config.history().isEmpty()) {
            line(2, "base history " + config.history().size());
        }
    }

    private static String origin(StageBase origin) {
        if (origin instanceof StageBase.Image image) {
            return "image " + image.image().reference();
        }
        return origin instanceof StageBase.Stage stage ? "stage " + stage.number() : "scratch";
    }

    private static String input(Input input) {
        if (input instanceof Input.Image image) {
            return "image " + image.image().reference();
        }
        if (input instanceof Input.Stage stage) {
            return "stage " + stage.number();
        }
        return input instanceof Input.Context context
                ? context.name().isEmpty() ? "context" : "context " + context.name()
                : "nothing";
    }

    static String source(CopyStep.Source source) {
        if (source instanceof CopyStep.Source.Files files) {
            return input(files.from()) + ": " + GoText.quoted(files.pattern());
        }
        if (source instanceof CopyStep.Source.Inline inline) {
            return "here: " + file(inline.file());
        }
        if (source instanceof CopyStep.Source.Download download) {
            return "web: " + download.url() + (download.checksum() == null ? "" : " " + download.checksum());
        }
        CopyStep.Source.Git git = (CopyStep.Source.Git) source;
        return "git: " + git.url()
                + (git.ref().isEmpty() ? "" : " ref " + git.ref())
                + (git.subdir().isEmpty() ? "" : " subdir " + git.subdir())
                + (git.keepGitDir() ? " keep-git-dir" : "")
                + (git.submodules() ? "" : " no-submodules")
                + (git.checksum() == null ? "" : " checksum " + git.checksum());
    }

    private static String file(InlineFile file) {
        return file.name() + " 0" + Integer.toOctalString(file.mode()) + " "
                + GoText.quoted(ByteNames.decode(file.content()));
    }

    private static String mount(Mount mount) {
        if (mount instanceof Mount.Bind bind) {
            return "bind " + bind.target() + " from " + input(bind.from()) + ": " + bind.source()
                    + (bind.writable() ? " writable" : "");
        }
        if (mount instanceof Mount.Cache cache) {
            return "cache " + cache.target() + " id " + cache.id() + " from " + input(cache.from()) + ": "
                    + cache.source() + " " + cache.sharing() + owner(cache.mode(), cache.uid(), cache.gid())
                    + (cache.readOnly() ? " read-only" : "");
        }
        if (mount instanceof Mount.Tmpfs tmpfs) {
            return "tmpfs " + tmpfs.target() + " size " + tmpfs.size();
        }
        if (mount instanceof Mount.Secret secret) {
            return "secret " + secret.id() + (secret.target().isEmpty() ? "" : " at " + secret.target())
                    + (secret.env() == null ? "" : " in " + secret.env())
                    + owner(secret.mode(), secret.uid(), secret.gid()) + (secret.required() ? " required" : "");
        }
        Mount.Ssh ssh = (Mount.Ssh) mount;
        return "ssh " + ssh.id() + " at " + ssh.target() + owner(ssh.mode(), ssh.uid(), ssh.gid())
                + (ssh.required() ? " required" : "");
    }

    private static String owner(int mode, int uid, int gid) {
        return " 0" + Integer.toOctalString(mode) + " " + uid + ":" + gid;
    }

    private static String pairs(Map<String, String> values) {
        return GoText.quotedList(values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList());
    }

    private void env(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            line(2, name + " " + pairs(values));
        }
    }

    private void list(String name, List<String> values) {
        if (!values.isEmpty()) {
            line(2, name + " " + GoText.quotedList(values));
        }
    }

    private void optional(String name, String value) {
        if (!value.isEmpty()) {
            line(2, name + " " + value);
        }
    }

    private void line(int indent, String text) {
        out.append("  ".repeat(indent)).append(text).append('\n');
    }
}
