package dev.drydock.maven;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.java.Library;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.internal.impl.SimpleLocalRepositoryManagerFactory;
import org.eclipse.aether.repository.LocalRepository;
import org.jspecify.annotations.Nullable;

/**
 * The goal {@code build} on a project of a test, with Maven's own classes around it and no Maven: milliseconds instead of
 * seconds. The plugin's descriptor is the one Maven's plugin tools wrote.
 */
public final class PomBuild {

    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private final Path base;
    private RecordedLog log = new RecordedLog();
    private final Map<String, String> user = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private boolean traces;
    private final List<LibraryArtifact> libraries = new ArrayList<>();
    private final Map<String, Path> attached = new TreeMap<>();
    private String packaging = "jar";
    private String artifactId = "app";
    private boolean inherited;
    private String configuration = "";
    private String elements = "";
    private String plugins = "";
    private Path javaHome = Jdks.own();
    private @Nullable Path toolchain;

    public PomBuild(Path base) {
        assumeTrue(Files.exists(DESCRIPTOR), "the plugin's descriptor is written by Maven only");
        this.base = base;
    }

    PomBuild artifactId(String value) {
        artifactId = value;
        return this;
    }

    public PomBuild packaging(String value) {
        packaging = value;
        return this;
    }

    /** @param xml elements of the plugin's configuration */
    public PomBuild configuration(String xml) {
        configuration = xml;
        return this;
    }

    /** @param xml elements of the project, such as properties */
    public PomBuild elements(String xml) {
        elements = xml;
        return this;
    }

    /** @param xml another plugin of the project */
    public PomBuild plugin(String xml) {
        plugins += xml;
        return this;
    }

    /** As {@code -X} does. */
    public PomBuild debugging() {
        log = new RecordedLog(true, true);
        return this;
    }

    /** As {@code -D} does. */
    public PomBuild user(String property, String value) {
        user.put(property, value);
        return this;
    }

    /** As {@code -e} does. */
    PomBuild showingTraces() {
        traces = true;
        return this;
    }

    /** A variable of the environment that Maven is started in. */
    PomBuild environment(String name, String value) {
        environment.put("env." + name, value);
        return this;
    }

    /** The JDK Maven runs with. */
    PomBuild javaHome(Path value) {
        javaHome = value;
        return this;
    }

    /** The JDK maven-toolchains-plugin has chosen. */
    PomBuild toolchain(Path jdk) {
        toolchain = jdk;
        return this;
    }

    /** The libraries the project is found to need at run time; a module is one that this run does not build. */
    public PomBuild library(Library library) {
        String name = library.file().getFileName().toString().replace(".jar", "");
        String version = library.kind() == Library.Kind.SNAPSHOT ? "1-SNAPSHOT" : "1";
        return library(
                new LibraryArtifact(library.group(), name, "", version, false, false, library.kind(), library.file()));
    }

    /** The same with all that Maven knows of it. */
    public PomBuild library(LibraryArtifact library) {
        libraries.add(library);
        return this;
    }

    /** Files that a goal before has made besides the main artifact. */
    public PomBuild attached(String classifier, Path file) {
        attached.put(classifier, file);
        return this;
    }

    /** The folder of results, {@code target/drydock}. */
    public Path output() {
        return base.resolve("target/drydock");
    }

    /** The log of all builds so far. */
    public String log() {
        return log.text();
    }

    /** Only a parent names the plugin, and hands down its configuration. */
    PomBuild inherited() {
        inherited = true;
        return this;
    }

    /** @throws Exception as Maven would be told, with message and hint in one text */
    public void run() throws Exception {
        MavenProject project = project();
        run(BuildMojo::new, invocation("build", false, project, List.of(project)));
    }

    /**
     * Carries out goals one after the other in one run.
     *
     * @param goals how each is made, by its name
     * @param between done before the second and each further goal
     */
    void runAll(Map<String, Function<Invocation, DrydockMojo>> goals, Between between) throws Exception {
        MavenProject project = project();
        MavenSession session = session(project, List.of(project));
        boolean first = true;
        for (var goal : goals.entrySet()) {
            if (!first) {
                between.before(goal.getKey(), project);
            }
            first = false;
            PluginDescriptor descriptor = descriptor();
            Plugin plugin = project.getPlugin(BindGoals.PLUGIN);
            descriptor.setPlugin(plugin);
            MojoExecution execution = new MojoExecution(plugin, goal.getKey(), "test");
            execution.setMojoDescriptor(descriptor.getMojo(goal.getKey()));
            run(goal.getValue(), invocation(execution, project, session));
        }
    }

    /** Something that happens between two goals. */
    interface Between {
        void before(String goal, MavenProject project) throws Exception;
    }

    /**
     * Carries out a goal on modules of one run.
     *
     * @param direct it was named on the command line: then Maven calls it for the first module only
     */
    public static void run(
            String goal, Function<Invocation, DrydockMojo> make, boolean direct, PomBuild first, PomBuild... others)
            throws Exception {
        List<PomBuild> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        List<MavenProject> projects = new ArrayList<>();
        for (PomBuild each : all) {
            projects.add(each.project());
        }
        for (int i = 0; i < (direct ? 1 : all.size()); i++) {
            all.get(i).run(make, all.get(i).invocation(goal, direct, projects.get(i), projects));
        }
    }

    /** Carries out a goal as the site plugin does: Maven tells it of an execution of that plugin. */
    public void runInSite(Function<Invocation, DrydockMojo> make, Plugin site) throws Exception {
        MavenProject project = project();
        project.getBuild().addPlugin(site);
        MojoExecution execution = new MojoExecution(site, "site", "default-site");
        PluginDescriptor descriptor = descriptor();
        descriptor.setPlugin(site);
        execution.setMojoDescriptor(descriptor.getMojo("site-report"));
        run(make, invocation(execution, project, List.of(project)));
    }

    private void run(Function<Invocation, DrydockMojo> make, Invocation invocation) throws Exception {
        DrydockMojo mojo = make.apply(invocation);
        mojo.setLog(log);
        mojo.execute();
    }

    private Invocation invocation(String goal, boolean direct, MavenProject project, List<MavenProject> all)
            throws Exception {
        PluginDescriptor descriptor = descriptor();
        Plugin plugin = project.getPlugin(BindGoals.PLUGIN);
        descriptor.setPlugin(plugin);
        MojoExecution execution = direct
                ? new MojoExecution(descriptor.getMojo(goal), "default-cli", MojoExecution.Source.CLI)
                : new MojoExecution(plugin, goal, "test");
        execution.setMojoDescriptor(descriptor.getMojo(goal));
        return invocation(execution, project, all);
    }

    private static PluginDescriptor descriptor() throws Exception {
        try (Reader in = Files.newBufferedReader(DESCRIPTOR)) {
            return new PluginDescriptorBuilder().build(in);
        }
    }

    private Invocation invocation(MojoExecution execution, MavenProject project, List<MavenProject> all)
            throws Exception {
        return invocation(execution, project, session(project, all));
    }

    private Invocation invocation(MojoExecution execution, MavenProject project, MavenSession session)
            throws Exception {
        return new Invocation(
                session,
                project,
                execution,
                request -> {
                    throw new AssertionError("no passwords in these tests");
                },
                resolver(),
                new Toolchains(toolchain),
                null);
    }

    private MavenProject project() throws Exception {
        String text = "<project><modelVersion>4.0.0</modelVersion><groupId>it</groupId><artifactId>" + artifactId
                + "</artifactId>"
                + "<version>1.0</version><packaging>" + packaging + "</packaging>" + elements
                + "<build><plugins>" + plugins
                + "<plugin><groupId>dev.drydock</groupId><artifactId>drydock-maven-plugin</artifactId>"
                + "<configuration>" + configuration + "</configuration></plugin></plugins></build></project>";
        Model model = new MavenXpp3Reader().read(new StringReader(text));
        model.getBuild().setDirectory(base.resolve("target").toString());
        model.getBuild().setOutputDirectory(base.resolve("target/classes").toString());
        model.getBuild().setFinalName("app-1.0");
        MavenProject project = new MavenProject(model);
        project.setOriginalModel(inherited ? new Model() : model);
        project.setFile(base.resolve("pom.xml").toFile());
        project.setRemoteArtifactRepositories(List.of());
        attached.forEach((classifier, file) -> {
            var handler = new DefaultArtifactHandler("jar");
            var artifact =
                    new org.apache.maven.artifact.DefaultArtifact("it", "app", "1.0", null, "jar", classifier, handler);
            artifact.setFile(file.toFile());
            project.addAttachedArtifact(artifact);
        });
        for (LibraryArtifact library : libraries) {
            Dependency dependency = new Dependency();
            dependency.setGroupId(library.group());
            dependency.setArtifactId(library.name());
            dependency.setVersion(library.version());
            model.addDependency(dependency);
        }
        return project;
    }

    @SuppressWarnings("deprecation") // the constructor Maven's own tests use
    private MavenSession session(MavenProject project, List<MavenProject> projects) throws Exception {
        var repositories = new DefaultRepositorySystemSession();
        repositories.setLocalRepositoryManager(new SimpleLocalRepositoryManagerFactory()
                .newInstance(
                        repositories,
                        new LocalRepository(base.resolve("repository").toFile())));
        var request = new DefaultMavenExecutionRequest();
        Properties system = new Properties();
        system.setProperty("java.home", javaHome.toString());
        system.setProperty("user.home", base.toString());
        system.putAll(environment);
        request.setSystemProperties(system);
        request.setShowErrors(traces);
        Properties properties = new Properties();
        properties.putAll(user);
        request.setUserProperties(properties);
        var session = new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
        session.setProjects(projects);
        session.setCurrentProject(project);
        List<MavenProject> all = new ArrayList<>(projects);
        for (LibraryArtifact library : libraries) {
            if (library.kind() == Library.Kind.MODULE) {
                Model module = new Model();
                module.setGroupId(library.group());
                module.setArtifactId(library.name());
                module.setVersion(library.version());
                all.add(new MavenProject(module));
            }
        }
        session.setAllProjects(all);
        return session;
    }

    private ProjectDependenciesResolver resolver() throws IOException {
        List<org.eclipse.aether.graph.Dependency> found = new ArrayList<>();
        for (LibraryArtifact library : libraries) {
            var artifact = new DefaultArtifact(
                            library.group(), library.name(), library.classifier(), "jar", library.version())
                    .setProperties(Map.of(ArtifactProperties.CONSTITUTES_BUILD_PATH, "true"))
                    .setFile(library.file().toFile());
            String scope = library.system() ? "system" : "runtime";
            found.add(new org.eclipse.aether.graph.Dependency(artifact, scope, library.optional()));
        }
        return request -> new ResolvedDependencies(found);
    }

    private record Toolchains(@Nullable Path jdk) implements ToolchainManager {

        @Override
        public @Nullable Toolchain getToolchainFromBuildContext(String type, MavenSession session) {
            return jdk == null ? null : new JdkToolchain(jdk);
        }

        @Override
        public List<Toolchain> getToolchains(MavenSession session, String type, Map<String, String> requirements) {
            return List.of();
        }
    }

    private record JdkToolchain(Path jdk) implements Toolchain {

        @Override
        public String getType() {
            return "jdk";
        }

        @Override
        public String findTool(String name) {
            return jdk.resolve("bin").resolve(name).toString();
        }
    }
}
