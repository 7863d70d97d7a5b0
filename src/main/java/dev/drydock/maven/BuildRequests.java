package dev.drydock.maven;

import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Secret;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.ImageTime;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Platforms;
import dev.drydock.maven.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a build request of the settings of {@link BuildMojo}. */
final class BuildRequests {

    private BuildRequests() {}

    static BuildRequest of(Invocation here, Settings settings, ImageSource source) {
        return new BuildRequest(
                source,
                ImageNames.orDefault(here, settings),
                Platforms.of(settings),
                Workspaces.of(here, settings),
                options(here, settings),
                secrets(settings));
    }

    private static BuildOptions options(Invocation here, Settings settings) {
        PullPolicy pull = here.offline()
                ? PullPolicy.NEVER
                : settings.choice("pull", PullPolicy.class).orElse(PullPolicy.MISSING);
        var failOn = settings.choice("lintFailOn", LintMojo.FailOn.class).orElse(LintMojo.FailOn.NEVER);
        return new BuildOptions(
                new CacheOptions(settings.flag("noCache"), caches(settings, "cacheFrom"), cacheTo(settings)),
                new BaseOptions(
                        pull,
                        DescribedMojo.lockFile(here, settings),
                        settings.given("lockFile"),
                        mayBeUnpinned(settings),
                        settings.flag("leaveLayers")),
                settings.choice("compression", Compression.class).orElse(Compression.GZIP),
                ImageTime.of(here, settings),
                allowed(settings),
                failOn == LintMojo.FailOn.WARNING);
    }

    /** Ways to treat a base image the lock file does not have. */
    private enum Missing {
        FAIL,
        WARN
    }

    /** The choices are looked at only by who has made one: most have not. */
    private static boolean mayBeUnpinned(Settings settings) {
        return settings.given("lockMissing")
                && settings.choice("lockMissing", Missing.class).orElse(Missing.FAIL) == Missing.WARN;
    }

    /** Repositories, without tags. */
    private static List<Reference> caches(Settings settings, String setting) {
        List<Reference> out = new ArrayList<>();
        for (String name : settings.list(setting)) {
            out.add(ImageNames.repository(name, "drydock." + setting));
        }
        return out;
    }

    private static @Nullable Reference cacheTo(Settings settings) {
        List<Reference> named = caches(settings, "cacheTo");
        if (named.size() > 1) {
            throw BuildFailure.ofBuild(
                    "drydock.cacheTo names " + named.size() + " repositories",
                    "Name one; drydock.cacheFrom may have several.");
        }
        return named.isEmpty() ? null : named.get(0);
    }

    private static Set<Entitlement> allowed(Settings settings) {
        Set<Entitlement> out = new LinkedHashSet<>();
        for (String name : settings.list("allow")) {
            try {
                out.add(Entitlement.parse(name));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild("drydock.allow: " + e.getMessage(), null);
            }
        }
        return out;
    }

    private static Map<String, Secret> secrets(Settings settings) {
        Map<String, Secret> out = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : settings.map("secrets").entrySet()) {
            try {
                Secret secret = Secret.parse(entry.getValue());
                out.put(
                        entry.getKey(),
                        secret instanceof Secret.OfFile file
                                ? new Secret.OfFile(settings.resolve(file.file().toString()))
                                : secret);
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        "drydock.secret." + entry.getKey() + ": '" + entry.getValue()
                                + "' does not say where the secret is",
                        "Write file:PATH or env:NAME.");
            }
        }
        return out;
    }
}
