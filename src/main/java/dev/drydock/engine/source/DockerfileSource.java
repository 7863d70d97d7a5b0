package dev.drydock.engine.source;

import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.IgnoreRules;
import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import dev.drydock.dockerfile.lint.LintInputs;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.DockerfileFrontend;
import dev.drydock.frontend.DockerfileRequest;
import dev.drydock.frontend.SourceTimes;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StagePlan;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Dockerfile on this machine, read once and planned for as many platforms as wanted. */
public final class DockerfileSource implements PlannedSource {

    private final ImageSource.Dockerfile source;
    private final BuildTrace trace;
    private final SourceTimes times;
    private final IgnoreFiles ignores;
    private final Dockerfile file;
    private final BuildChecks checks;

    DockerfileSource(ImageSource.Dockerfile source, BuildTrace trace, SourceTimes times) throws IOException {
        this.source = source;
        this.trace = trace;
        this.times = times;
        this.ignores = new IgnoreFiles(trace);
        byte[] text = trace.read(source.file())
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "There is no Dockerfile " + source.file(),
                        "Create it, or set drydock.dockerfile to the path of the one you mean."));
        this.file = Dockerfile.parse(nameToShow(source), text);
        this.checks = new BuildChecks(file);
    }

    @Override
    public Path place() {
        return source.context();
    }

    @Override
    public String fileName() {
        return file.fileName();
    }

    @Override
    public @Nullable AppImage described() {
        return null;
    }

    @Override
    public List<Digest> commands() {
        List<Digest> commands = new ArrayList<>();
        for (Stage stage : file.stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Run run) {
                    commands.add(Digest.of(text(run).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return commands;
    }

    private static String text(Instruction.Run run) {
        StringBuilder text = new StringBuilder(run.statement().text());
        for (Heredoc document : run.heredocs()) {
            text.append('\n').append(document.content());
        }
        return text.toString();
    }

    @Override
    public Trees trees(Workspace space, ContentMemo memo) {
        return new Contexts(source, space, new ContentDigests(memo), ignores, trace)::tree;
    }

    @Override
    public BuildPlan plan(BaseImages images, Platform platform, boolean one, BuildLog log) throws IOException {
        DockerfileRequest request = request(platform, one);
        var frontend = new DockerfileFrontend(images, times);
        BuildPlan plan = labelled(frontend.plan(request));
        for (String finding : checks.add(frontend.lint(request, ignored()))) {
            trace.finding(finding);
            log.warning(finding);
        }
        checks.enforce();
        for (String warning : plan.warnings()) {
            if (trace.warning(warning)) {
                log.warning(warning);
            }
        }
        return plan;
    }

    @Override
    public List<BuildFailure> planOthers(BuildPlan plan, BaseImages images, Platform platform, boolean one) {
        var frontend = new DockerfileFrontend(images, times);
        Set<String> planned = new HashSet<>();
        addNames(plan, planned);
        List<BuildFailure> failures = new ArrayList<>();
        for (int i = file.stages().size() - 1; i >= 0; i--) {
            String name = file.stages().get(i).name();
            if (name != null && planned.add(name.toLowerCase(Locale.ROOT))) {
                try {
                    addNames(frontend.plan(request(name, platform, one)), planned);
                } catch (BuildFailure e) {
                    failures.add(e.within("stage " + name));
                }
            }
        }
        return failures;
    }

    private static void addNames(BuildPlan plan, Set<String> names) {
        for (StagePlan stage : plan.stages()) {
            names.add(stage.name().toLowerCase(Locale.ROOT));
        }
    }

    /** As with {@code docker build --label}: behind all that the file says, and not in the history. */
    private BuildPlan labelled(BuildPlan plan) {
        if (source.labels().isEmpty()) {
            return plan;
        }
        StagePlan target = plan.targetStage();
        Map<String, String> labels = new TreeMap<>(target.config().labels());
        labels.putAll(source.labels());
        List<StagePlan> stages = new ArrayList<>(plan.stages());
        stages.set(
                plan.target(),
                new StagePlan(
                        target.name(),
                        target.origin(),
                        target.steps(),
                        target.config().withLabels(labels)));
        return plan.withStages(stages);
    }

    /**
     * Makes the build checks alone. Reads the Dockerfile and the ignore file, asks no registry and opens no store.
     *
     * @param platforms one at least
     * @throws BuildFailure if one of the files is missing or cannot be understood
     */
    public static BuildChecks check(ImageSource.Dockerfile source, List<Platform> platforms) throws IOException {
        return new DockerfileSource(source, new BuildTrace(), SourceTimes.UNKNOWN).check(platforms);
    }

    private BuildChecks check(List<Platform> platforms) throws IOException {
        var frontend = new DockerfileFrontend(new NoImages());
        for (Platform platform : platforms) {
            checks.add(frontend.lint(request(platform, platforms.size() > 1), ignored()));
        }
        return checks;
    }

    private DockerfileRequest request(Platform platform, boolean one) {
        return request(source.target(), platform, one);
    }

    private DockerfileRequest request(String target, Platform platform, boolean one) {
        return new DockerfileRequest(file, source.args(), target, platforms(platform, one), source.contexts());
    }

    /** Null where only a look at the files could tell. */
    private LintInputs.@Nullable Ignored ignored() throws IOException {
        IgnoreRules rules = ignores.of(source).orElse(IgnoreRules.none());
        if (rules.isEmpty() || rules.bringsBack()) {
            return null;
        }
        return path -> path.equals(".") ? rules.excludesAll() : rules.excludes(path);
    }

    /** Below the context as people type it, so that messages stay short. */
    private static String nameToShow(ImageSource.Dockerfile source) {
        Path context = source.context().toAbsolutePath().normalize();
        Path file = source.file().toAbsolutePath().normalize();
        return file.startsWith(context) ? context.relativize(file).toString() : file.toString();
    }

    /** For checks alone, which do without. */
    private static final class NoImages implements BaseImages {

        @Override
        public BaseImage find(Reference reference, Platform platform) {
            throw BuildFailure.ofEnvironment(reference + " is not looked up for checks", null, null);
        }

        @Override
        public BaseImage findInLayout(String path, Platform platform) {
            throw BuildFailure.ofEnvironment(path + " is not looked up for checks", null, null);
        }
    }
}
