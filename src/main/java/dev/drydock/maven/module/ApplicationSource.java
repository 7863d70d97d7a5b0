package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.ANNOTATIONS;
import static dev.drydock.maven.settings.DrydockSettings.APP_ROOT;
import static dev.drydock.maven.settings.DrydockSettings.ARTIFACT;
import static dev.drydock.maven.settings.DrydockSettings.CMD;
import static dev.drydock.maven.settings.DrydockSettings.ENTRYPOINT;
import static dev.drydock.maven.settings.DrydockSettings.ENV;
import static dev.drydock.maven.settings.DrydockSettings.EXCLUDES;
import static dev.drydock.maven.settings.DrydockSettings.EXCLUDE_FILES;
import static dev.drydock.maven.settings.DrydockSettings.EXTRA_CLASS_PATH;
import static dev.drydock.maven.settings.DrydockSettings.FROM;
import static dev.drydock.maven.settings.DrydockSettings.JVM_FLAGS;
import static dev.drydock.maven.settings.DrydockSettings.LABELS;
import static dev.drydock.maven.settings.DrydockSettings.MAIN_CLASS;
import static dev.drydock.maven.settings.DrydockSettings.PORTS;
import static dev.drydock.maven.settings.DrydockSettings.RUN;
import static dev.drydock.maven.settings.DrydockSettings.STOP_SIGNAL;
import static dev.drydock.maven.settings.DrydockSettings.USER;
import static dev.drydock.maven.settings.DrydockSettings.VOLUMES;
import static dev.drydock.maven.settings.DrydockSettings.WORKDIR;

import dev.drydock.engine.ImageSource;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Base;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.image.Reference;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaBase;
import dev.drydock.java.JavaLayer;
import dev.drydock.java.JavaProject;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library;
import dev.drydock.java.runtime.LinkedRuntime;
import dev.drydock.maven.session.ImageRuntime;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.FileSets;
import dev.drydock.maven.settings.Healthchecks;
import dev.drydock.maven.settings.ImageDescription;
import dev.drydock.maven.settings.Owners;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.Settings;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** The image a POM describes, with the module's application in it. */
public final class ApplicationSource {

    private static final Map<Setting<?>, String> OF_NO_USE_IN_WARS = Map.of(
            MAIN_CLASS, "The servlet container starts a war.",
            JVM_FLAGS, "Give them to the container, <env><JAVA_OPTS>-Xmx1g</JAVA_OPTS></env> with Tomcat.",
            EXTRA_CLASS_PATH, "Put files below WEB-INF with <files>.",
            EXCLUDES, "The war has its libraries: use <packagingExcludes> of maven-war-plugin.");

    private static final String SCRATCH = "scratch";
    private static final String LAYOUT = "oci-layout://";

    /** As an entrypoint: that of the base, whatever it is. */
    private static final List<String> BASES_OWN = List.of("INHERIT");

    private final Invocation here;
    private final Settings settings;
    private final Log log;
    private final JavaModule module;
    private final Map<String, List<Mapping>> trees = new LinkedHashMap<>();

    private final Path store;
    private boolean linked;

    private ApplicationSource(Invocation here, Settings settings, Log log) {
        this.here = here;
        this.settings = settings;
        this.log = log;
        this.store = Workspaces.of(here, settings).store();
        this.module = new JavaModule(here.project(), settings);
    }

    /** Empty if this module has none: a parent, or a library that only inherits the plugin. */
    public static Optional<ImageSource> find(Invocation here, Settings settings, Log log) {
        if (!here.hasPom() || here.handsConfigurationDown()) {
            return Optional.empty();
        }
        try {
            return new ApplicationSource(here, settings, log).source();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether {@link #find} would find one, as far as that can be told from what has been built. */
    static boolean isExpected(Invocation here, Settings settings, boolean described) {
        if (!here.hasPom() || here.handsConfigurationDown()) {
            return false;
        }
        try {
            JavaModule module = new JavaModule(here.project(), settings);
            Optional<Layout> layout = module.layout();
            return layout.isPresent()
                    ? settings.words(ENTRYPOINT).isPresent() || canStart(module, layout.get())
                    : described;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean canStart(JavaModule module, Layout layout) throws IOException {
        return JavaApplication.canStart(module.describe(layout, List.of(), ""));
    }

    private static BuildFailure unreadable(IOException e) {
        return BuildFailure.ofCause("What Maven has built cannot be read", e);
    }

    private Optional<ImageSource> source() throws IOException {
        Optional<Layout> layout = module.layout();
        if (layout.isEmpty() && !ImageDescription.by(settings)) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(FileSets.parts(settings, trees, new FileSetLibraries(here, settings, log)));
        for (String line : settings.lines(RUN)) {
            parts.add(new Part.Command(line));
        }
        List<String> entrypoint = settings.words(ENTRYPOINT).orElse(null);
        if (layout.isPresent()) {
            refuseWhatIsOfNoUse(layout.get());
            boolean optional = here.mayHaveNoImage() && entrypoint == null;
            if (optional && !canStart(module, layout.get())) {
                return Optional.empty();
            }
            if (entrypoint != null) {
                checkAlone();
            }
            Training training = Training.of(settings, layout.get(), module.output());
            module.checkArchive(layout.get());
            List<LibraryArtifact> chosen =
                    LibraryChoice.of(here, settings, here.libraries().atRunTime(store), log);
            List<Library> libraries = ModuleJars.libraries(here, settings, layout.get(), chosen, log);
            JavaProject described = module.describe(layout.get(), libraries, root(layout.get()));
            if (optional && !JavaApplication.hasItsStart(described)) {
                return Optional.empty();
            }
            JavaApplication application = JavaApplication.of(described, entrypoint == null);
            Optional<LinkedRuntime> runtime = ImageRuntime.link(here, settings, described, store);
            if (runtime.isPresent()) {
                linked = true;
                ImageRuntime.note(here, runtime.get());
                parts.addAll(0, parts(runtime.get().layers(scratch())));
            }
            parts.addAll(parts(application.layers()));
            if (training != null) {
                int release = runtime.map(LinkedRuntime::release).orElse(described.release());
                var trained = training.train(application, described, release, trees);
                parts.add(trained.part());
                entrypoint = trained.start();
            } else if (entrypoint == null) {
                entrypoint = application.command();
            }
        }
        if (BASES_OWN.equals(entrypoint)) {
            entrypoint = null;
        }
        List<String> needs = settings.words(EXTRA_CLASS_PATH).orElse(List.of());
        var image = new AppImage("pom.xml", from(layout), parts, config(entrypoint), layout.isPresent(), needs);
        return Optional.of(new ImageSource.Application(here.output(), image, trees));
    }

    private List<Part> parts(List<JavaLayer> layers) {
        List<Part> parts = new ArrayList<>();
        for (JavaLayer layer : layers) {
            Part.Origin origin = layer.released() ? Part.Origin.RELEASE : Part.Origin.MODULE;
            parts.add(new Part.Files(Mapping.keep(trees, layer.name(), layer.files()), layer.into(), "", origin));
        }
        return parts;
    }

    private boolean scratch() {
        return settings.text(FROM).orElse("").equals(SCRATCH);
    }

    private Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        if (linked) {
            env.put("JAVA_HOME", LinkedRuntime.HOME);
            env.put("PATH", LinkedRuntime.HOME + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        }
        env.putAll(settings.map(ENV));
        return env;
    }

    /** @throws BuildFailure if something besides the entrypoint says what is started */
    private void checkAlone() {
        for (Setting<?> other : List.of(MAIN_CLASS, JVM_FLAGS)) {
            if (settings.given(other)) {
                throw BuildFailure.ofBuild(
                        "<entrypoint> and <" + other.name() + "> are both given, but only one can start the container",
                        "Remove <entrypoint> to have the main class started, or put everything into it.");
            }
        }
    }

    private String root(Layout layout) {
        Optional<String> written = settings.text(APP_ROOT);
        if (written.isPresent()) {
            return absolute(written.get());
        }
        if (layout != Layout.WAR && layout != Layout.WAR_FILE) {
            return "";
        }
        String image = settings.text(FROM).orElseGet(() -> module.base(layout));
        return JavaBase.webRoot(image)
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "The name of <from>" + image
                                + "</from> does not tell where its servlet container has applications",
                        "Say it with <appRoot>, such as <appRoot>/usr/local/tomcat/webapps/ROOT</appRoot>."));
    }

    private static String absolute(String root) {
        String path = root.replaceFirst("/+$", "");
        if (!path.startsWith("/")) {
            throw BuildFailure.ofBuild(
                    "<appRoot>" + root + "</appRoot> is not a directory in the image",
                    "Write a path that begins with '/', such as /app.");
        }
        return path;
    }

    /** Settings that only a class path has a use for are not passed over in silence. */
    private void refuseWhatIsOfNoUse(Layout layout) {
        Map<Setting<?>, String> useless = switch (layout) {
            case PACKAGED ->
                Map.of(EXCLUDE_FILES, "The jar goes into the image as it is: use <excludes> of maven-jar-plugin.");
            case EXPLODED -> Map.of(ARTIFACT, "Class files are not taken from a jar; use <layout>packaged</layout>.");
            case LAYERS ->
                Map.of(
                        MAIN_CLASS, "The executable jar says which: set it in spring-boot-maven-plugin.",
                        EXTRA_CLASS_PATH, "Use <layout>packaged</layout>.",
                        EXCLUDES, "The executable jar has its libraries: use <excludes> of spring-boot-maven-plugin.");
            case QUARKUS ->
                Map.of(
                        ARTIFACT, "The fast-jar of Quarkus is a folder; use <layout>packaged</layout>.",
                        MAIN_CLASS, "Quarkus says which, by quarkus.package.main-class.",
                        EXTRA_CLASS_PATH, "Quarkus has no class path to add to.",
                        EXCLUDES,
                                "Quarkus has chosen the libraries: exclude them from the dependency that brings them.");
            case WAR -> OF_NO_USE_IN_WARS;
            case WAR_FILE -> {
                Map<Setting<?>, String> all = new LinkedHashMap<>(OF_NO_USE_IN_WARS);
                all.put(
                        EXCLUDE_FILES,
                        "The war goes into the image as it is: use <packagingExcludes> of maven-war-plugin.");
                yield all;
            }
        };
        for (Setting<?> setting : List.of(ARTIFACT, MAIN_CLASS, JVM_FLAGS, EXTRA_CLASS_PATH, EXCLUDES, EXCLUDE_FILES)) {
            String hint = useless.get(setting);
            if (hint != null && settings.given(setting)) {
                throw BuildFailure.ofBuild("<" + setting.name() + "> changes nothing in this image", hint);
            }
        }
    }

    private Base from(Optional<Layout> layout) {
        String name = base(layout);
        if (name.equals(SCRATCH)) {
            return new Base.Scratch();
        }
        if (name.startsWith(LAYOUT)) {
            Path folder = settings.resolve(name.substring(LAYOUT.length()));
            if (!Files.isRegularFile(folder.resolve("index.json"))) {
                throw BuildFailure.ofBuild(
                        "<from>" + name + "</from>: there is no OCI image layout in " + folder,
                        "A relative path starts at the directory of the POM.");
            }
            return new Base.Layout(folder.toString());
        }
        Reference reference;
        try {
            reference = Reference.parse(name);
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    "drydock.from: " + e.getMessage(), "Write an image such as eclipse-temurin:17-jre, or scratch.");
        }
        @Nullable Path sibling = ReactorImages.find(here, reference).orElse(null);
        return sibling == null ? new Base.Named(reference) : new Base.Layout(sibling.toString());
    }

    private String base(Optional<Layout> layout) {
        Optional<String> written = settings.text(FROM);
        if (written.isPresent()) {
            return written.get();
        }
        if (layout.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "The image has no <from>",
                    "An image without a Java application has no default base: write <from>debian:12</from>, or"
                            + " scratch.");
        }
        return module.base(layout.get());
    }

    private AppImage.Config config(@Nullable List<String> entrypoint) {
        Owners.check("user", settings.text(USER).orElse(""));
        return new AppImage.Config(
                entrypoint,
                settings.words(CMD).orElse(null),
                env(),
                settings.map(LABELS),
                settings.map(ANNOTATIONS),
                settings.list(PORTS),
                settings.list(VOLUMES),
                settings.text(USER).orElse(linked && scratch() ? LinkedRuntime.USER : ""),
                settings.text(WORKDIR).orElse(""),
                Healthchecks.of(settings),
                settings.text(STOP_SIGNAL).orElse(""));
    }
}
