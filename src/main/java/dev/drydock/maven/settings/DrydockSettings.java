package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.Setting.Trait.ABOUT_DOCKERFILE;
import static dev.drydock.maven.settings.Setting.Trait.CONFIDENTIAL;
import static dev.drydock.maven.settings.Setting.Trait.DESCRIBES_IMAGE;
import static dev.drydock.maven.settings.Setting.Trait.FOR_PROGRAMS;
import static dev.drydock.maven.settings.Setting.Trait.NAMES_IMAGE;

import dev.drydock.engine.AttestationOptions.Place;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.SigningOptions.Format;
import dev.drydock.export.ImageArchive;
import dev.drydock.io.compress.Compression;
import dev.drydock.maven.settings.Choices.AppLayout;
import dev.drydock.maven.settings.Choices.FailOn;
import dev.drydock.maven.settings.Choices.FailOrWarn;
import dev.drydock.maven.settings.Choices.JavaRuntime;
import dev.drydock.maven.settings.Choices.Progress;
import dev.drydock.maven.settings.Choices.ReportFormat;
import dev.drydock.maven.settings.Choices.Startup;
import dev.drydock.maven.settings.Choices.Training;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.maven.settings.Setting.Trait;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is, of all goals together, because configuration at the level of the plugin is handed to each goal. The
 * fields of the goals repeat them for Maven's descriptor, with descriptions for people; a test holds the two against each other.
 */
@StartUp
public final class DrydockSettings {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    // All goals
    public static final Setting<Boolean> SKIP = flag("skip");

    // The image and its registry
    public static final Setting<String> IMAGE = structure("image", Shape.IMAGE, "drydock.image", NAMES_IMAGE);
    public static final Setting<XmlElement> IMAGES = structure("images", Shape.IMAGES, "");
    public static final Setting<List<String>> TAGS = list("tags", "tag", NAMES_IMAGE);
    public static final Setting<Path> LAYOUT_DIRECTORY = path("layoutDirectory");
    public static final Setting<Path> CACHE_DIRECTORY = path("cacheDirectory");
    public static final Setting<List<String>> INSECURE_REGISTRIES = list("insecureRegistries", "insecureRegistry");
    public static final Setting<List<String>> CA_CERTIFICATES = list("caCertificates", "caCertificate");
    public static final Setting<List<String>> REGISTRY_MIRRORS = list("registryMirrors", "registryMirror");
    public static final Setting<String> USERNAME = text("username");
    public static final Setting<String> PASSWORD = text("password", CONFIDENTIAL);
    public static final Setting<SandboxMode> SANDBOX = choice("sandbox", SandboxMode.AUTO);
    public static final Setting<String> WORKER_IMAGE = text("workerImage");
    public static final Setting<Path> TRACE = path("trace");
    public static final Setting<Progress> PROGRESS = choice("progress", Progress.AUTO);

    // An image of a Dockerfile
    public static final Setting<String> TARGET = text("target", ABOUT_DOCKERFILE);
    public static final Setting<Path> DOCKERFILE = path("dockerfile");
    public static final Setting<Path> CONTEXT = path("context");
    public static final Setting<Map<String, String>> BUILD_ARGS = map("buildArgs", "buildArg", ABOUT_DOCKERFILE);
    public static final Setting<Map<String, String>> BUILD_CONTEXTS =
            map("buildContexts", "buildContext", ABOUT_DOCKERFILE);
    public static final Setting<Map<String, String>> SECRETS = map("secrets", "secret");
    public static final Setting<List<String>> ALLOW = list("allow", "entitlement");
    /** Unset, Drydock builds; {@code Engines} knows the others. */
    public static final Setting<String> ENGINE = text("engine", ABOUT_DOCKERFILE);

    public static final Setting<FailOn> LINT_FAIL_ON = choice("lint.failOn", FailOn.NEVER);

    // An image that the POM describes; the first that is given is named to people
    public static final Setting<String> FROM = text("from", DESCRIBES_IMAGE, NAMES_IMAGE);
    public static final Setting<AppLayout> LAYOUT = choiceOf(AppLayout.class, "layout", DESCRIBES_IMAGE);
    public static final Setting<String> ARTIFACT = text("artifact", DESCRIBES_IMAGE);
    public static final Setting<JavaRuntime> RUNTIME = choice("runtime", JavaRuntime.BASE, DESCRIBES_IMAGE);
    public static final Setting<Startup> STARTUP = choice("startup", Startup.JIT, DESCRIBES_IMAGE);
    public static final Setting<Training> TRAINING = choice("training", Training.BUILD);
    public static final Setting<FailOrWarn> STARTUP_ON_FAILURE = choice("startup.onFailure", FailOrWarn.FAIL);
    public static final Setting<Duration> STARTUP_TIME = time("startup.time", null);
    public static final Setting<String> MAIN_CLASS = text("mainClass", DESCRIBES_IMAGE);
    public static final Setting<List<String>> JVM_FLAGS = list("jvmFlags", "jvmFlag", DESCRIBES_IMAGE);
    public static final Setting<List<String>> ENTRYPOINT = list("entrypoint", "arg", DESCRIBES_IMAGE, FOR_PROGRAMS);
    public static final Setting<List<String>> CMD = list("cmd", "arg", DESCRIBES_IMAGE, FOR_PROGRAMS);
    public static final Setting<Map<String, String>> ENV = map("env", "variable", DESCRIBES_IMAGE);
    public static final Setting<List<String>> PORTS = list("ports", "port", DESCRIBES_IMAGE);
    public static final Setting<List<String>> VOLUMES = list("volumes", "volume", DESCRIBES_IMAGE);
    public static final Setting<String> USER = text("user", DESCRIBES_IMAGE);
    public static final Setting<String> WORKDIR = text("workdir", DESCRIBES_IMAGE);
    public static final Setting<XmlElement> HEALTHCHECK =
            nested("healthcheck", "drydock.healthcheck", "<cmd>value</cmd>", DESCRIBES_IMAGE, FOR_PROGRAMS);
    public static final Setting<String> STOP_SIGNAL = text("stopSignal", DESCRIBES_IMAGE);
    public static final Setting<XmlElement> FILES =
            nested("files", "", "<set><from>src/main/config</from><into>/etc/app</into></set>", DESCRIBES_IMAGE);
    public static final Setting<List<String>> RUN = list("run", "command", DESCRIBES_IMAGE, FOR_PROGRAMS);
    public static final Setting<XmlElement> PLUGIN_EXTENSIONS = nested(
            "pluginExtensions",
            "",
            "<pluginExtension><implementation>com.example.Extension</implementation></pluginExtension>");
    public static final Setting<String> APP_ROOT = text("appRoot");
    public static final Setting<List<String>> MODULES = list("modules", "module");
    public static final Setting<List<String>> EXTRA_CLASS_PATH = list("extraClassPath", "path");
    public static final Setting<List<String>> EXCLUDES = list("excludes", "exclude");
    public static final Setting<List<String>> EXCLUDE_FILES = list("excludeFiles", "file");

    // Either image
    public static final Setting<Map<String, String>> LABELS = map("labels", "label");
    public static final Setting<Map<String, String>> ANNOTATIONS = map("annotations", "annotation");
    public static final Setting<List<String>> PLATFORMS = list("platforms", "platform");
    public static final Setting<Boolean> BUILD_SKIP = flag("build.skip");
    public static final Setting<Boolean> NO_CACHE = flag("noCache");
    public static final Setting<List<String>> CACHE_FROM = list("cacheFrom", "repository");
    public static final Setting<List<String>> CACHE_TO = list("cacheTo", "repository");
    public static final Setting<PullPolicy> PULL = choice("pull", PullPolicy.MISSING);
    public static final Setting<Boolean> LEAVE_LAYERS = flag("leaveLayers");
    public static final Setting<String> TIMESTAMP = text("timestamp");
    public static final Setting<Compression> COMPRESSION = choice("compression", Compression.GZIP);
    public static final Setting<List<String>> SBOM = list("sbom", "format");
    public static final Setting<ProvenanceDetail> PROVENANCE = choice("provenance", ProvenanceDetail.MIN);
    public static final Setting<Place> ATTESTATIONS = choice("attestations", Place.REFERRERS);
    public static final Setting<Path> SIGN_KEY = path("sign.key");
    public static final Setting<String> SIGN_SERVER = text("sign.server");
    public static final Setting<List<String>> SIGN_COMMAND = list("sign.command", "arg", FOR_PROGRAMS);
    public static final Setting<Path> SIGN_PUBLIC_KEY = path("sign.publicKey");
    public static final Setting<Format> SIGN_FORMAT = choice("sign.format", Format.BUNDLE);
    public static final Setting<Path> LOCK_FILE = path("lock.file");
    public static final Setting<FailOrWarn> LOCK_MISSING = choice("lock.missing", FailOrWarn.FAIL);
    public static final Setting<Boolean> LOCK_KEEP = flag("lock.keep");

    // Goals about the image that was built
    /** Unset, the command line decides. */
    public static final Setting<Boolean> PUSH_AHEAD = single("push.ahead", Shape.FLAG, null);

    public static final Setting<Boolean> PUSH_AT_END = flag("push.atEnd");
    public static final Setting<Boolean> PUSH_SKIP = flag("push.skip");
    public static final Setting<Boolean> DRY_RUN = flag("dryRun");
    public static final Setting<List<String>> VERIFY_BASES = list("verify.bases", "base");
    public static final Setting<Path> VERIFY_KEY = path("verify.key");
    public static final Setting<String> VERIFY_IMAGE = text("verify.image");
    public static final Setting<Boolean> HISTORY_FULL = flag("history.full");
    public static final Setting<ReportFormat> REPORT_FORMAT = choice("report.format", ReportFormat.HTML);
    public static final Setting<String> REPORT_AGAINST = text("report.against", NAMES_IMAGE);
    public static final Setting<Long> REPORT_MAX_WASTED = single("report.maxWasted", Shape.SIZE, null);
    public static final Setting<Long> REPORT_MAX_SIZE = single("report.maxSize", Shape.SIZE, null);
    public static final Setting<String> LOAD_ENGINE = text("load.engine");
    public static final Setting<String> LOAD_CLUSTER = text("load.cluster");
    public static final Setting<Path> SAVE_FILE = path("save.file");
    public static final Setting<ImageArchive.Format> SAVE_FORMAT = choice("save.format", ImageArchive.Format.DOCKER);
    public static final Setting<Duration> PRUNE_UNUSED = time("prune.unused", "30d");
    public static final Setting<Long> PRUNE_KEEP = single("prune.keep", Shape.SIZE, null);
    public static final Setting<String> LOGIN_REGISTRY = text("login.registry");
    public static final Setting<String> LOGIN_USERNAME = text("login.username");
    public static final Setting<String> ARGS = text("args", FOR_PROGRAMS);
    public static final Setting<Map<String, String>> CONTAINER_ENV = map("containerEnv", "variable");
    public static final Setting<String> WAIT_PORT = text("wait.port");
    public static final Setting<String> WAIT_URL = text("wait.url");
    public static final Setting<String> WAIT_LOG = text("wait.log");
    public static final Setting<Duration> WAIT_TIME = time("wait.time", "60s");
    public static final Setting<Duration> STOP_GRACE = time("stop.grace", "10s");

    private DrydockSettings() {}

    /** In the order of this file. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    private static Setting<String> text(String property, Trait... traits) {
        return single(property, Shape.TEXT, null, traits);
    }

    private static Setting<Boolean> flag(String property) {
        return single(property, Shape.FLAG, "false");
    }

    private static Setting<Path> path(String property) {
        return single(property, Shape.PATH, null);
    }

    private static Setting<Duration> time(String property, @Nullable String defaultValue) {
        return single(property, Shape.TIME, defaultValue);
    }

    private static <E extends Enum<E>> Setting<E> choice(String property, E defaultValue, Trait... traits) {
        return single(property, Shape.CHOICE, defaultValue, traits);
    }

    private static <E extends Enum<E>> Setting<E> choiceOf(Class<E> choices, String property, Trait... traits) {
        return single(property, Shape.CHOICE, choices, traits);
    }

    private static <T> Setting<T> single(String property, Shape shape, @Nullable Object value, Trait... traits) {
        return add(new Setting<>(element(property), shape, Setting.PREFIX + property, value, traits));
    }

    /** @param item what an element is called in examples */
    private static Setting<List<String>> list(String property, String item, Trait... traits) {
        return add(new Setting<>(element(property), Shape.LIST, Setting.PREFIX + property, item, traits));
    }

    private static Setting<Map<String, String>> map(String element, String item, Trait... traits) {
        return add(new Setting<>(element, Shape.MAP, Setting.keyPrefix(element), item, traits));
    }

    /** @param example of the elements in it */
    private static Setting<XmlElement> nested(String element, String property, String example, Trait... traits) {
        return add(new Setting<>(element, Shape.NESTED, property, example, traits));
    }

    private static <T> Setting<T> structure(String element, Shape shape, String property, Trait... traits) {
        return add(new Setting<>(element, shape, property, null, traits));
    }

    private static <T> Setting<T> add(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

    /** Named like its property, a dot becoming a hump: {@code push.skip} is {@code pushSkip}. */
    private static String element(String property) {
        int dot = property.indexOf('.');
        return dot < 0
                ? property
                : property.substring(0, dot)
                        + Character.toUpperCase(property.charAt(dot + 1))
                        + property.substring(dot + 2);
    }
}
