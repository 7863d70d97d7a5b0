package dev.drydock.maven.session;

import dev.drydock.engine.StoreUse;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.io.Keeper;
import dev.drydock.java.runtime.Jdk;
import dev.drydock.maven.settings.Expressions;
import dev.drydock.maven.settings.MixedContent;
import dev.drydock.maven.settings.PomConfiguration;
import dev.drydock.maven.settings.SettingSources;
import dev.drydock.maven.settings.Settings;
import dev.drydock.maven.settings.SettingsLog;
import dev.drydock.maven.settings.XmlElement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.execution.scope.MojoExecutionScoped;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.component.repository.exception.ComponentLookupException;
import org.jspecify.annotations.Nullable;

/** The Maven around one execution of a goal. */
@MojoExecutionScoped
public final class Invocation {

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution execution;
    private final SettingsDecrypter decrypter;
    private final ProjectDependenciesResolver resolver;
    private final ToolchainManager toolchains;
    private final @Nullable PlexusContainer container;

    private @Nullable ModuleLibraries libraries;
    private final List<StoreUse> inUse = new ArrayList<>();

    /** @param container null where there is none, as in programs that embed Maven; its session has it with Maven 3 only */
    @Inject
    public Invocation(
            MavenSession session,
            MavenProject project,
            MojoExecution execution,
            SettingsDecrypter decrypter,
            ProjectDependenciesResolver resolver,
            ToolchainManager toolchains,
            @Nullable PlexusContainer container) {
        this.session = session;
        this.project = project;
        this.execution = execution;
        this.decrypter = decrypter;
        this.resolver = resolver;
        this.toolchains = toolchains;
        this.container = container;
    }

    /**
     * The modules to work on. A goal that needs no project is called by Maven once, for the first project, when it is named
     * on the command line; all modules are meant.
     */
    public List<Invocation> modules() {
        if (!direct() || !hasPom()) {
            return List.of(this);
        }
        return reactor();
    }

    /** All modules of this run, in the order they are built. */
    public List<Invocation> reactor() {
        List<Invocation> modules = new ArrayList<>();
        for (MavenProject module : session.getProjects()) {
            modules.add(in(module));
        }
        return modules;
    }

    /** This execution among the others of the run. */
    public GoalOrder goals() {
        return new GoalOrder(session, project, execution);
    }

    public Instant runStarted() {
        return session.getStartTime().toInstant();
    }

    /** Whether a module has failed so far, also if Maven goes on nevertheless. */
    public boolean anyFailed() {
        return session.getResult() != null && session.getResult().hasExceptions();
    }

    /** Whether this is an aggregator or a parent, whose configuration is meant for others. */
    public boolean handsConfigurationDown() {
        return project.getPackaging().equals("pom")
                && (!project.getModules().isEmpty()
                        || !declaredHere()
                        || session.getProjects().stream().anyMatch(other -> project.equals(other.getParent())));
    }

    /** The JDK Maven runs with, unless a toolchain is chosen. */
    Jdk jdk() {
        Optional<String> compiler = Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
                .flatMap(toolchain -> Optional.ofNullable(toolchain.findTool("javac")));
        String java = session.getSystemProperties().getProperty("java.home");
        return new Jdk(
                compiler.isPresent()
                        ? Path.of(compiler.get()).resolveSibling("..").normalize()
                        : Path.of(java));
    }

    /** Always the same, so that nothing is found out twice. */
    public synchronized ModuleLibraries libraries() {
        ModuleLibraries known = libraries;
        if (known == null) {
            known = new ModuleLibraries(session, project, resolver, direct(), notesOfRun());
            libraries = known;
        }
        return known;
    }

    JibCore jibCore() {
        return new JibCore(notesOfRun(), project, session.getRepositorySession(), resolver);
    }

    /** The store in use until {@link #letGo}. */
    Keeper use(Path store) {
        StoreUse use = StoreUse.begin(store);
        inUse.add(use);
        return use;
    }

    public void letGo() {
        for (StoreUse use : inUse) {
            use.close();
        }
        inUse.clear();
    }

    private Invocation in(MavenProject other) {
        MavenSession there = session.clone();
        there.setCurrentProject(other);
        return new Invocation(there, other, execution, decrypter, resolver, toolchains, container);
    }

    /**
     * The same for a goal that the site plugin executes as a report.
     *
     * @param key group and name of this plugin, with a colon between them
     */
    public Invocation asReport(String key) {
        MojoExecution report = GoalOrder.report(execution, project, key);
        return new Invocation(session, project, report, decrypter, resolver, toolchains, container);
    }

    /** Whether the goal was named on the command line and not bound to a phase. */
    public boolean direct() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    /** Whether the project's own POM, and not only a parent, names this plugin. */
    private boolean declaredHere() {
        Build build = project.getOriginalModel().getBuild();
        if (build != null) {
            for (Plugin plugin : build.getPlugins()) {
                if (plugin.getArtifactId().equals(execution.getArtifactId())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there is nothing wrong with having no image here: parents, and modules that only inherit the plugin. */
    public boolean mayHaveNoImage() {
        boolean parent = hasPom() && project.getPackaging().equals("pom");
        return parent || (session.getProjects().size() > 1 && !declaredHere());
    }

    /** Notes that goals of this plugin leave for each other in this project during this Maven run. */
    public Map<String, Object> notes() {
        return notes(project);
    }

    /** The same for all projects of the run together: those of the first. */
    public Map<String, Object> notesOfRun() {
        return notes(session.getProjects().get(0));
    }

    private Map<String, Object> notes(MavenProject of) {
        return session.getPluginContext(execution.getMojoDescriptor().getPluginDescriptor(), of);
    }

    /** The goal as people call it: {@code drydock:build}. */
    public String goal() {
        return execution.getMojoDescriptor().getPluginDescriptor().getGoalPrefix() + ":" + execution.getGoal();
    }

    /** The version of Maven that runs this. */
    public String mavenVersion() {
        return session.getSystemProperties().getProperty("maven.version", "unknown");
    }

    public String pluginVersion() {
        return execution.getVersion();
    }

    /** Also warns of {@code -Ddrydock.…} that mean nothing. */
    public Settings settings(Log log) throws IOException {
        var told = new SettingsLog(log, notesOfRun());
        Map<String, String> user = map(session.getUserProperties());
        Map<String, String> system = map(session.getSystemProperties());
        Map<String, String> own = map(project.getProperties());
        var expressions =
                new Expressions(user, system, own, new PluginParameterExpressionEvaluator(session, execution));
        XmlElement pom = PomConfiguration.of(project, execution, expressions);
        var sources = new SettingSources(user, pom, system, own, base(), expressions, told);
        Settings settings = new Settings(sources);
        if (hasPom() && project.getFile().isFile()) {
            MixedContent.refuse(project.getFile().toPath());
        }
        if (session.getProjects().size() == 1) {
            settings.tellOfUnknownImages();
        }
        return settings;
    }

    /** Properties of the user, which go before those of the system, which go before those of the project. */
    public Map<String, String> properties() {
        Map<String, String> all = map(project.getProperties());
        all.putAll(map(session.getSystemProperties()));
        all.putAll(map(session.getUserProperties()));
        return all;
    }

    public MavenProject project() {
        return project;
    }

    /** Whether there is a POM; without one Maven makes do with a project of no meaning. */
    public boolean hasPom() {
        return project.getFile() != null;
    }

    /** The folder of the POM, or the one Maven was started in. */
    public Path base() {
        return hasPom()
                ? project.getBasedir().toPath()
                : Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
    }

    public MavenSession session() {
        return session;
    }

    /** Components of this type that the plugin's dependencies bring; none where no container is, as in programs that embed Maven. */
    public <T> List<T> components(Class<T> type) { // injecting them would load their classes in every build
        if (container == null) {
            return List.of();
        }
        try {
            return container.lookupList(type);
        } catch (ComponentLookupException e) {
            throw BuildFailure.ofBuild(
                    "A component among the plugin's dependencies cannot be made: " + Cause.of(e),
                    "See <dependencies> of drydock-maven-plugin in the POM.");
        }
    }

    /** Where results go, {@code target/drydock}. */
    public Path output() {
        Path target = hasPom() ? Path.of(project.getBuild().getDirectory()) : base().resolve("target");
        return target.resolve("drydock");
    }

    public boolean offline() {
        return session.isOffline();
    }

    /** Whether several modules may be built at the same time. */
    public boolean parallel() {
        return session.getRequest().getDegreeOfConcurrency() > 1
                && session.getProjects().size() > 1;
    }

    /** Whether Maven prints where a failure came from: with {@code -e} and {@code -X}. */
    public boolean showsTraces() {
        return session.getRequest().isShowErrors();
    }

    /** Whether a person may be looking on: not with {@code -B}. */
    public boolean interactive() {
        return session.getSettings().isInteractiveMode();
    }

    /** A variable of the environment Maven was started in. */
    public Optional<String> environment(String variable) {
        String value = session.getSystemProperties().getProperty("env." + variable);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    public Path userHome() {
        return Path.of(session.getSystemProperties().getProperty("user.home"));
    }

    /**
     * Where docker, podman and gcloud have this user's files: the directory that {@code HOME} names, as sudo and CI services may
     * set it, and on Windows, or without one, that of the account.
     */
    public Path toolsHome() {
        String named = environment("HOME").orElse("");
        return File.separatorChar == '/' && named.startsWith("/") ? Path.of(named) : userHome();
    }

    MavenServers servers() {
        return new MavenServers(session.getSettings(), decrypter);
    }

    private static Map<String, String> map(@Nullable Properties properties) {
        Map<String, String> out = new TreeMap<>();
        if (properties != null) {
            for (String name : properties.stringPropertyNames()) {
                out.put(name, properties.getProperty(name));
            }
        }
        return out;
    }
}
