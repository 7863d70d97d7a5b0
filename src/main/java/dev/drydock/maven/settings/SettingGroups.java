package dev.drydock.maven.settings;

import java.util.List;

/** The settings in the groups and the order in which people read about them: in {@code drydock:help} and on the page of settings. */
public final class SettingGroups {

    /**
     * Settings about one thing.
     *
     * @param title a heading
     * @param settings the most used first
     */
    public record Group(String title, List<Setting<?>> settings) {}

    private static final List<Group> ALL = List.of(
            group(
                    "The image",
                    DrydockSettings.IMAGE,
                    DrydockSettings.TAGS,
                    DrydockSettings.PLATFORMS,
                    DrydockSettings.LABELS,
                    DrydockSettings.ANNOTATIONS,
                    DrydockSettings.TIMESTAMP,
                    DrydockSettings.COMPRESSION,
                    DrydockSettings.LAYOUT_DIRECTORY,
                    DrydockSettings.IMAGES),
            group(
                    "Images built from a Dockerfile",
                    DrydockSettings.DOCKERFILE,
                    DrydockSettings.CONTEXT,
                    DrydockSettings.TARGET,
                    DrydockSettings.BUILD_ARGS,
                    DrydockSettings.SECRETS,
                    DrydockSettings.BUILD_CONTEXTS,
                    DrydockSettings.ALLOW,
                    DrydockSettings.LINT_FAIL_ON,
                    DrydockSettings.ENGINE),
            group(
                    "Images described in the POM",
                    DrydockSettings.FROM,
                    DrydockSettings.FILES,
                    DrydockSettings.RUN,
                    DrydockSettings.ENTRYPOINT,
                    DrydockSettings.CMD,
                    DrydockSettings.ENV,
                    DrydockSettings.PORTS,
                    DrydockSettings.VOLUMES,
                    DrydockSettings.USER,
                    DrydockSettings.WORKDIR,
                    DrydockSettings.HEALTHCHECK,
                    DrydockSettings.STOP_SIGNAL),
            group(
                    "Java applications",
                    DrydockSettings.MAIN_CLASS,
                    DrydockSettings.JVM_FLAGS,
                    DrydockSettings.LAYOUT,
                    DrydockSettings.ARTIFACT,
                    DrydockSettings.APP_ROOT,
                    DrydockSettings.EXCLUDES,
                    DrydockSettings.EXCLUDE_FILES,
                    DrydockSettings.EXTRA_CLASS_PATH,
                    DrydockSettings.PLUGIN_EXTENSIONS,
                    DrydockSettings.RUNTIME,
                    DrydockSettings.MODULES,
                    DrydockSettings.STARTUP,
                    DrydockSettings.TRAINING,
                    DrydockSettings.STARTUP_TIME,
                    DrydockSettings.STARTUP_ON_FAILURE),
            group(
                    "Base images",
                    DrydockSettings.PULL,
                    DrydockSettings.LOCK_FILE,
                    DrydockSettings.LOCK_MISSING,
                    DrydockSettings.LOCK_KEEP,
                    DrydockSettings.VERIFY_BASES),
            group(
                    "Registries",
                    DrydockSettings.USERNAME,
                    DrydockSettings.PASSWORD,
                    DrydockSettings.LOGIN_REGISTRY,
                    DrydockSettings.LOGIN_USERNAME,
                    DrydockSettings.REGISTRY_MIRRORS,
                    DrydockSettings.CA_CERTIFICATES,
                    DrydockSettings.INSECURE_REGISTRIES),
            group(
                    "Pushing",
                    DrydockSettings.DRY_RUN,
                    DrydockSettings.PUSH_AT_END,
                    DrydockSettings.PUSH_AHEAD,
                    DrydockSettings.LEAVE_LAYERS),
            group(
                    "Caching",
                    DrydockSettings.NO_CACHE,
                    DrydockSettings.CACHE_DIRECTORY,
                    DrydockSettings.CACHE_FROM,
                    DrydockSettings.CACHE_TO,
                    DrydockSettings.PRUNE_UNUSED,
                    DrydockSettings.PRUNE_KEEP),
            group("Executing RUN", DrydockSettings.SANDBOX, DrydockSettings.WORKER_IMAGE),
            group(
                    "Running the image",
                    DrydockSettings.ARGS,
                    DrydockSettings.CONTAINER_ENV,
                    DrydockSettings.WAIT_URL,
                    DrydockSettings.WAIT_PORT,
                    DrydockSettings.WAIT_LOG,
                    DrydockSettings.WAIT_TIME,
                    DrydockSettings.STOP_GRACE),
            group(
                    "Looking at the image and handing it on",
                    DrydockSettings.HISTORY_FULL,
                    DrydockSettings.REPORT_FORMAT,
                    DrydockSettings.REPORT_AGAINST,
                    DrydockSettings.REPORT_MAX_SIZE,
                    DrydockSettings.REPORT_MAX_WASTED,
                    DrydockSettings.PROGRESS,
                    DrydockSettings.TRACE,
                    DrydockSettings.LOAD_ENGINE,
                    DrydockSettings.LOAD_CLUSTER,
                    DrydockSettings.SAVE_FILE,
                    DrydockSettings.SAVE_FORMAT),
            group(
                    "Documents about the image",
                    DrydockSettings.SBOM,
                    DrydockSettings.PROVENANCE,
                    DrydockSettings.ATTESTATIONS,
                    DrydockSettings.SIGN_KEY,
                    DrydockSettings.SIGN_SERVER,
                    DrydockSettings.SIGN_COMMAND,
                    DrydockSettings.SIGN_PUBLIC_KEY,
                    DrydockSettings.SIGN_FORMAT,
                    DrydockSettings.VERIFY_KEY,
                    DrydockSettings.VERIFY_IMAGE),
            group("Skipping", DrydockSettings.SKIP, DrydockSettings.BUILD_SKIP, DrydockSettings.PUSH_SKIP));

    private SettingGroups() {}

    /** Every setting, once. */
    public static List<Group> all() {
        return ALL;
    }

    private static Group group(String title, Setting<?>... settings) {
        return new Group(title, List.of(settings));
    }
}
