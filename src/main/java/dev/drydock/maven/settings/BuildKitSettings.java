package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.LEAVE_LAYERS;
import static dev.drydock.maven.settings.DrydockSettings.LOCK_FILE;
import static dev.drydock.maven.settings.DrydockSettings.PULL;
import static dev.drydock.maven.settings.DrydockSettings.VERIFY_BASES;

import dev.drydock.engine.PullPolicy;
import dev.drydock.failure.BuildFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The fate of each setting when the Dockerfile is built by BuildKit: no setting is ignored without a word. */
public final class BuildKitSettings {

    /** The ways a setting counts in such a build. */
    enum Fate {
        /** BuildKit is told, in its own words. */
        HANDED_OVER,
        /** About what Drydock does before, beside or after the build: it counts as ever. */
        OURS,
        /** BuildKit goes by its own configuration, which the log says; Drydock goes by it in what it does itself. */
        CONFIGURED_THERE,
        /** Only an image without a Dockerfile has a use for it. */
        UNUSED,
        /** BuildKit has nothing like it, and without it the result would be another: the build fails. */
        REFUSED
    }

    private static final Map<Setting<?>, Fate> FATES = new HashMap<>();

    static {
        all(
                Fate.HANDED_OVER,
                DrydockSettings.DOCKERFILE,
                DrydockSettings.CONTEXT,
                DrydockSettings.TARGET,
                DrydockSettings.PLATFORMS,
                DrydockSettings.BUILD_ARGS,
                DrydockSettings.BUILD_CONTEXTS,
                DrydockSettings.SECRETS,
                DrydockSettings.ALLOW,
                DrydockSettings.LABELS,
                DrydockSettings.ANNOTATIONS,
                DrydockSettings.NO_CACHE,
                DrydockSettings.CACHE_FROM,
                DrydockSettings.CACHE_TO,
                PULL,
                DrydockSettings.TIMESTAMP,
                DrydockSettings.COMPRESSION,
                DrydockSettings.LINT_FAIL_ON);
        all(
                Fate.CONFIGURED_THERE,
                DrydockSettings.SANDBOX,
                DrydockSettings.INSECURE_REGISTRIES,
                DrydockSettings.CA_CERTIFICATES,
                DrydockSettings.REGISTRY_MIRRORS,
                DrydockSettings.USERNAME,
                DrydockSettings.PASSWORD,
                DrydockSettings.PUSH_AHEAD);
        all(Fate.REFUSED, LEAVE_LAYERS, LOCK_FILE, VERIFY_BASES);
        all(
                Fate.UNUSED,
                DrydockSettings.STARTUP_ON_FAILURE,
                DrydockSettings.STARTUP_TIME,
                DrydockSettings.TRAINING,
                DrydockSettings.APP_ROOT,
                DrydockSettings.MODULES,
                DrydockSettings.EXTRA_CLASS_PATH,
                DrydockSettings.PLUGIN_EXTENSIONS,
                DrydockSettings.EXCLUDES,
                DrydockSettings.EXCLUDE_FILES);
        all(
                Fate.OURS,
                DrydockSettings.SKIP,
                DrydockSettings.IMAGE,
                DrydockSettings.IMAGES,
                DrydockSettings.TAGS,
                DrydockSettings.LAYOUT_DIRECTORY,
                DrydockSettings.CACHE_DIRECTORY,
                DrydockSettings.ENGINE,
                DrydockSettings.WORKER_IMAGE,
                DrydockSettings.BUILD_SKIP,
                // Without a lock file, the only one that can be there, it says nothing.
                DrydockSettings.LOCK_MISSING,
                DrydockSettings.LOCK_KEEP,
                DrydockSettings.PUSH_AT_END,
                DrydockSettings.PUSH_SKIP,
                DrydockSettings.DRY_RUN,
                DrydockSettings.SIGN_KEY,
                DrydockSettings.SIGN_SERVER,
                DrydockSettings.SIGN_COMMAND,
                DrydockSettings.SIGN_PUBLIC_KEY,
                DrydockSettings.SIGN_FORMAT,
                DrydockSettings.VERIFY_KEY,
                DrydockSettings.VERIFY_IMAGE,
                DrydockSettings.TRACE,
                DrydockSettings.PROGRESS,
                DrydockSettings.SBOM,
                DrydockSettings.PROVENANCE,
                DrydockSettings.ATTESTATIONS,
                DrydockSettings.REPORT_FORMAT,
                DrydockSettings.REPORT_AGAINST,
                DrydockSettings.REPORT_MAX_WASTED,
                DrydockSettings.REPORT_MAX_SIZE,
                DrydockSettings.HISTORY_FULL,
                DrydockSettings.LOAD_ENGINE,
                DrydockSettings.LOAD_CLUSTER,
                DrydockSettings.SAVE_FILE,
                DrydockSettings.SAVE_FORMAT,
                DrydockSettings.LOGIN_REGISTRY,
                DrydockSettings.LOGIN_USERNAME,
                DrydockSettings.PRUNE_UNUSED,
                DrydockSettings.PRUNE_KEEP,
                DrydockSettings.ARGS,
                DrydockSettings.CONTAINER_ENV,
                DrydockSettings.WAIT_PORT,
                DrydockSettings.WAIT_URL,
                DrydockSettings.WAIT_LOG,
                DrydockSettings.WAIT_TIME,
                DrydockSettings.STOP_GRACE);
    }

    private BuildKitSettings() {}

    private static void all(Fate fate, Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            FATES.put(setting, fate);
        }
    }

    /** Null for one nobody has thought of. */
    static @Nullable Fate fate(Setting<?> setting) {
        return setting.has(Setting.Trait.DESCRIBES_IMAGE) && !FATES.containsKey(setting)
                ? Fate.UNUSED
                : FATES.get(setting);
    }

    /**
     * @param offline whether Maven is
     * @param lockFile where one would be
     * @throws BuildFailure naming a setting that cannot be kept
     */
    public static void check(Settings settings, boolean offline, Path lockFile) {
        if (settings.flag(LEAVE_LAYERS)) {
            throw refused(LEAVE_LAYERS.property() + ": BuildKit gives whole images back", "Leave it out.");
        }
        if (offline || settings.choice(PULL) == PullPolicy.NEVER) {
            throw refused(
                    (offline ? "--offline" : PULL.property() + "=never")
                            + ": BuildKit asks registries itself, and cannot be told not to",
                    "Go online, or have Drydock build: drydock.engine=drydock.");
        }
        if (!settings.list(VERIFY_BASES).isEmpty()) {
            throw refused(
                    VERIFY_BASES.property() + ": BuildKit does not ask for signatures of base images",
                    "Leave it out, or have Drydock build: drydock.engine=drydock.");
        }
        if (settings.given(LOCK_FILE) || Files.exists(lockFile)) {
            throw refused(
                    LOCK_FILE.property() + ": names of base images mean to BuildKit what registries say, not what "
                            + lockFile + " does",
                    "Write digests into the Dockerfile (FROM name@sha256:...), pin a name with"
                            + " drydock.buildContext.NAME=docker-image://NAME@sha256:..., or have Drydock build:"
                            + " drydock.engine=drydock.");
        }
    }

    private static BuildFailure refused(String why, String hint) {
        return BuildFailure.ofBuild("drydock.engine=buildkit does not go with " + why, hint);
    }

    /** A sentence about settings that are given, and that BuildKit does not go by; empty if there are none. */
    public static Optional<String> withoutEffect(Settings settings) {
        StringJoiner names = new StringJoiner(", ");
        for (Setting<?> setting : List.copyOf(DrydockSettings.all())) {
            if (fate(setting) == Fate.CONFIGURED_THERE && settings.given(setting)) {
                names.add(setting.property());
            }
        }
        return names.length() == 0
                ? Optional.empty()
                : Optional.of("BuildKit goes by its own configuration and not by " + names
                        + ", by which Drydock goes in what it does itself");
    }
}
