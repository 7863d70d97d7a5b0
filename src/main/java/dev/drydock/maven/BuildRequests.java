package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.ALLOW;
import static dev.drydock.maven.settings.DrydockSettings.ATTESTATIONS;
import static dev.drydock.maven.settings.DrydockSettings.CACHE_FROM;
import static dev.drydock.maven.settings.DrydockSettings.CACHE_TO;
import static dev.drydock.maven.settings.DrydockSettings.COMPRESSION;
import static dev.drydock.maven.settings.DrydockSettings.LEAVE_LAYERS;
import static dev.drydock.maven.settings.DrydockSettings.LINT_FAIL_ON;
import static dev.drydock.maven.settings.DrydockSettings.LOCK_FILE;
import static dev.drydock.maven.settings.DrydockSettings.LOCK_MISSING;
import static dev.drydock.maven.settings.DrydockSettings.NO_CACHE;
import static dev.drydock.maven.settings.DrydockSettings.PROVENANCE;
import static dev.drydock.maven.settings.DrydockSettings.PULL;
import static dev.drydock.maven.settings.DrydockSettings.SBOM;
import static dev.drydock.maven.settings.DrydockSettings.SECRETS;
import static dev.drydock.maven.settings.DrydockSettings.SIGN_COMMAND;
import static dev.drydock.maven.settings.DrydockSettings.SIGN_FORMAT;
import static dev.drydock.maven.settings.DrydockSettings.SIGN_KEY;
import static dev.drydock.maven.settings.DrydockSettings.SIGN_PUBLIC_KEY;
import static dev.drydock.maven.settings.DrydockSettings.TIMESTAMP;
import static dev.drydock.maven.settings.DrydockSettings.VERIFY_BASES;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.SbomFormat;
import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Secret;
import dev.drydock.engine.SignedBase;
import dev.drydock.engine.SigningOptions;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.ImageTime;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Choices.FailOn;
import dev.drydock.maven.settings.Choices.FailOrWarn;
import dev.drydock.maven.settings.Platforms;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a build request of the settings of {@link BuildMojo}. */
@StartUp
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
        PullPolicy pull = here.offline() ? PullPolicy.NEVER : settings.choice(PULL);
        return new BuildOptions(
                new CacheOptions(settings.flag(NO_CACHE), caches(settings, CACHE_FROM), cacheTo(settings)),
                new BaseOptions(
                        pull,
                        DescribedMojo.lockFile(here, settings),
                        settings.given(LOCK_FILE),
                        settings.choice(LOCK_MISSING) == FailOrWarn.WARN,
                        settings.flag(LEAVE_LAYERS),
                        signedBases(settings)),
                settings.choice(COMPRESSION),
                ImageTime.of(
                        settings.text(TIMESTAMP),
                        settings.property(ImageTime.OUTPUT_TIMESTAMP),
                        here.environment("SOURCE_DATE_EPOCH")),
                allowed(settings),
                settings.choice(LINT_FAIL_ON) == FailOn.WARNING,
                new AttestationOptions(
                        sbom(settings), settings.choice(PROVENANCE), settings.choice(ATTESTATIONS), signing(settings)));
    }

    private static List<SignedBase> signedBases(Settings settings) {
        List<SignedBase> rules = new ArrayList<>();
        for (String rule : settings.list(VERIFY_BASES)) {
            int equals = rule.indexOf('=');
            if (equals < 1 || equals == rule.length() - 1) {
                throw BuildFailure.ofBuild(
                        "drydock.verify.bases: '" + rule + "' does not say which base images are signed by which key",
                        "Write such as docker.io/me/*=keys/me.pub.");
            }
            String pattern = rule.substring(0, equals).strip();
            if (pattern.indexOf('*') < 0) {
                Reference named = ImageNames.repository(pattern, VERIFY_BASES.property());
                pattern = named.registry() + "/" + named.repository();
            }
            rules.add(new SignedBase(
                    pattern, settings.resolve(rule.substring(equals + 1).strip())));
        }
        return rules;
    }

    private static @Nullable SigningOptions signing(Settings settings) {
        Optional<Path> key = settings.path(SIGN_KEY);
        Optional<List<String>> command = settings.words(SIGN_COMMAND);
        Optional<Path> publicKey = settings.path(SIGN_PUBLIC_KEY);
        if (key.isPresent() && command.isPresent()) {
            throw BuildFailure.ofBuild(
                    "drydock.sign.key and drydock.sign.command are both set",
                    "Name the key, or the program that has it.");
        }
        if (command.isPresent() && publicKey.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "drydock.sign.command is set, but drydock.sign.publicKey is not",
                    "Name a file with the public key in PEM form: what the program signs is checked with it.");
        }
        if (key.isEmpty() && command.isEmpty()) {
            return null;
        }
        return new SigningOptions(
                key.isPresent() ? key.get() : null,
                command.isPresent() ? command.get() : List.of(),
                settings.resolve(""),
                publicKey.isPresent() ? publicKey.get() : null,
                settings.choice(SIGN_FORMAT));
    }

    private static Set<SbomFormat> sbom(Settings settings) {
        List<String> named = settings.list(SBOM);
        if (named.isEmpty()) {
            return Set.of(SbomFormat.CYCLONEDX);
        }
        Set<SbomFormat> formats = EnumSet.noneOf(SbomFormat.class);
        for (String name : named) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "cyclonedx" -> formats.add(SbomFormat.CYCLONEDX);
                case "spdx" -> formats.add(SbomFormat.SPDX);
                case "none" -> {
                    if (named.size() > 1) {
                        throw BuildFailure.ofBuild("drydock.sbom: none stands beside other formats", null);
                    }
                }
                default ->
                    throw BuildFailure.ofBuild(
                            "drydock.sbom: '" + name + "' is no format of a bill of materials here",
                            "Choose cyclonedx, spdx, or both, or none.");
            }
        }
        return formats;
    }

    /** Repositories, without tags. */
    private static List<Reference> caches(Settings settings, Setting<List<String>> setting) {
        List<Reference> out = new ArrayList<>();
        for (String name : settings.list(setting)) {
            out.add(ImageNames.repository(name, setting.property()));
        }
        return out;
    }

    private static @Nullable Reference cacheTo(Settings settings) {
        List<Reference> named = caches(settings, CACHE_TO);
        if (named.size() > 1) {
            throw BuildFailure.ofBuild(
                    "drydock.cacheTo names " + named.size() + " repositories",
                    "Name one; drydock.cacheFrom may have several.");
        }
        return named.isEmpty() ? null : named.get(0);
    }

    private static Set<Entitlement> allowed(Settings settings) {
        Set<Entitlement> out = new LinkedHashSet<>();
        for (String name : settings.list(ALLOW)) {
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
        for (Map.Entry<String, String> entry : settings.map(SECRETS).entrySet()) {
            try {
                out.put(entry.getKey(), Secret.parse(entry.getValue(), settings.resolve("")));
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
