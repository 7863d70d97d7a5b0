package dev.drydock.engine.build;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Secret;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds one case of the conformance suite: {@code CONTEXT DOCKERFILE OUT}, options in the environment as the suite's README
 * says. Exit status 1 is a refusal, 2 a fault of ours. {@code DRYDOCK_STORE} names the machine-wide store.
 */
public final class ConformanceBuilder {

    private ConformanceBuilder() {}

    public static void main(String[] args) throws Exception {
        Path context = Path.of(args[0]).toAbsolutePath();
        Path out = Path.of(args[2]).toAbsolutePath();
        Map<String, String> env = System.getenv();
        Map<String, NamedContext> contexts = new LinkedHashMap<>();
        lines(env.get("CONF_CONTEXTS")).forEach((name, dir) -> contexts.put(name, NamedContext.parse(dir, context)));
        Map<String, Secret> secrets = new LinkedHashMap<>();
        lines(env.get("CONF_SECRETS")).forEach((id, file) -> secrets.put(id, new Secret.OfFile(Path.of(file))));
        var source = new ImageSource.Dockerfile(
                context,
                Path.of(args[1]).toAbsolutePath(),
                env.getOrDefault("CONF_TARGET", ""),
                lines(env.get("CONF_BUILD_ARGS")),
                contexts);
        Path store = Path.of(
                env.getOrDefault("DRYDOCK_STORE", "/tmp/drydock-conformance-" + System.getProperty("user.name")));
        Path work = out.resolveSibling(out.getFileName() + ".work");
        var space = new Workspace(work, out, store.resolve("project"), store);
        var request = BuildRequest.of(source, Reference.parse("conformance:latest"), space)
                .withSecrets(secrets)
                .withOptions(new BuildOptionsBuilder()
                        .noCache(env.getOrDefault("CONF_CACHE", "").isEmpty())
                        .build());
        var mode = SandboxMode.parse(env.getOrDefault("DRYDOCK_SANDBOX", "auto"));
        try {
            new Builder(new BuildEnvironment(RegistryOptions.defaults(), mode, new Printer(), env)).build(request);
        } catch (BuildFailure e) {
            System.err.println("refused: " + e.getMessage() + (e.hint() == null ? "" : "\n  " + e.hint()));
            if (e.blame() == BuildFailure.Blame.ENVIRONMENT) {
                e.printStackTrace();
            }
            System.exit(1);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(2);
        }
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> out = new LinkedHashMap<>();
        if (text != null) {
            text.lines().filter(line -> !line.isEmpty()).forEach(line -> {
                int equals = line.indexOf('=');
                out.put(line.substring(0, equals), line.substring(equals + 1));
            });
        }
        return out;
    }

    private static final class Printer extends SilentBuildLog {
        @Override
        public void stepStarted(StepName step) {
            System.err.println(name(step));
        }

        @Override
        public void stepOutput(StepName step, String line) {
            System.err.println("  | " + line);
        }

        @Override
        public void stepFinished(StepName step, Duration took, long bytes) {
            System.err.println(name(step) + " done in " + took.toMillis() + " ms");
        }

        @Override
        public void stepCached(StepName step) {
            System.err.println(name(step) + " CACHED");
        }

        @Override
        public void warning(String message) {
            System.err.println("warning: " + message);
        }

        @Override
        public void debug(String message) {
            System.err.println("debug: " + message);
        }

        private static String name(BuildLog.StepName step) {
            return "[" + step.stage() + " " + step.number() + "/" + step.total() + "] " + step.text();
        }
    }
}
