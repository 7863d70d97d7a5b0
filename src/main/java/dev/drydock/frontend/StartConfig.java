package dev.drydock.frontend;

import dev.drydock.frontend.value.ContainerPath;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The config a stage begins with. */
public final class StartConfig {

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private StartConfig() {}

    /**
     * That of the base image, without its time and its triggers, which fire now. Programs are found without their path in
     * every stage, so PATH is set; Windows has its own way.
     */
    public static ImageConfig of(ImageConfig base) {
        ImageConfig config = base.withoutCreated().withOnBuild(List.of());
        String workdir = config.workingDir();
        if (!workdir.isEmpty() && !ContainerPath.isAbsolute(workdir)) {
            config = config.withWorkingDir(ContainerPath.resolve("/", workdir));
        }
        if (config.env().containsKey("PATH") || config.platform().os().equals("windows")) {
            return config;
        }
        Map<String, String> env = new LinkedHashMap<>(config.env());
        env.put("PATH", DEFAULT_PATH);
        return config.withEnv(env);
    }

    /** That of {@code FROM scratch}. */
    public static ImageConfig ofNothing(Platform platform) {
        return of(ImageConfig.empty(platform).withWorkingDir("/"));
    }
}
