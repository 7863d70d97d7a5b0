package dev.drydock.buildkit;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Secret;
import dev.drydock.engine.Timestamp;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A request for a build, as arguments for a client of BuildKit. */
final class HandOver {

    /**
     * The tag of caches in registries: BuildKit's are images of their own, beside the results of steps that Drydock keeps
     * there.
     */
    static final String CACHE_TAG = "buildcache";

    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    /** The argument by which a build is told to fail on findings of the build checks; it may say more. */
    private static final String CHECKS = "BUILDKIT_DOCKERFILE_CHECK";

    private final BuildRequest request;
    private final ImageSource.Dockerfile source;
    private final BuildEnvironment surroundings;

    HandOver(BuildRequest request, ImageSource.Dockerfile source, BuildEnvironment surroundings) {
        this.request = request;
        this.source = source;
        this.surroundings = surroundings;
    }

    void to(ClientArguments client) throws IOException {
        client.files(source.context(), source.file());
        if (!source.target().isEmpty()) {
            client.target(source.target());
        }
        client.platforms(platforms());
        arguments().forEach(client::buildArgument);
        new TreeMap<>(source.labels()).forEach(client::label);
        for (Map.Entry<String, NamedContext> context : source.contexts().entrySet()) {
            name(context.getKey(), context.getValue(), client);
        }
        for (Map.Entry<String, Secret> secret : new TreeMap<>(request.secrets()).entrySet()) {
            secret(secret.getKey(), secret.getValue(), client);
        }
        String agent = surroundings.environment().getOrDefault("SSH_AUTH_SOCK", "");
        if (!agent.isEmpty() && Files.exists(Path.of(agent))) {
            client.sshAgent();
        }
        for (Entitlement allowed : request.options().allowed()) {
            client.allow(allowed.toString());
        }
        cache(client);
        client.output(output());
    }

    private String platforms() {
        StringJoiner list = new StringJoiner(",");
        for (Platform platform : request.platforms()) {
            list.add(platform.toString());
        }
        return list.toString();
    }

    private Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>(source.args());
        Timestamp timestamp = request.options().timestamp();
        if (timestamp instanceof Timestamp.Fixed fixed) {
            arguments.putIfAbsent(EPOCH, String.valueOf(fixed.instant().getEpochSecond()));
        } else if (timestamp instanceof Timestamp.Preserve) {
            arguments.putIfAbsent(EPOCH, String.valueOf(Timestamp.DEFAULT.getEpochSecond()));
        }
        if (request.options().failOnWarnings()) {
            arguments.merge(CHECKS, "error=true", (given, more) -> given + ";" + more);
        }
        return arguments;
    }

    /** Names of images have to be given as people write them, without what is understood. */
    private static void name(String name, NamedContext context, ClientArguments client) throws IOException {
        String familiar;
        try {
            familiar = Reference.parse(name).toString();
        } catch (IllegalArgumentException noImage) {
            familiar = name;
        }
        familiar = familiar.endsWith(":latest") ? familiar.substring(0, familiar.length() - 7) : familiar;
        if (context instanceof NamedContext.Directory directory) {
            client.namedDirectory(familiar, directory.path());
        } else if (context instanceof NamedContext.Layout layout) {
            client.namedLayout(
                    familiar,
                    layout.path(),
                    OciLayout.open(layout.path()).entry("").digest());
        } else if (context instanceof NamedContext.Image image) {
            boolean nothing = image.reference().equals(Reference.parse("scratch"));
            client.namedImage(familiar, nothing ? "scratch" : image.reference().fullName());
        } else if (context instanceof NamedContext.Remote remote) {
            client.namedRemote(familiar, remote.address());
        }
    }

    /** By where it is, never by value. The clients refuse one that is not there, even if no step wants it. */
    private void secret(String id, Secret secret, ClientArguments client) throws IOException {
        try {
            secret.read(id, surroundings.environment());
        } catch (BuildFailure missing) {
            surroundings.log().warning(missing.getMessage() + "; steps are built without it");
            return;
        }
        CsvFields fields = new CsvFields().with("id", id);
        if (secret instanceof Secret.OfFile file) {
            fields.with("src", file.file().toString());
        } else if (secret instanceof Secret.OfEnvironment environment) {
            fields.with("env", environment.variable());
        }
        client.secret(fields.toString());
    }

    private void cache(ClientArguments client) {
        CacheOptions cache = request.options().cache();
        if (cache.ignored()) {
            client.noCache();
        }
        if (request.options().bases().pull() == PullPolicy.ALWAYS) {
            client.pull();
        }
        Reference to = cache.to();
        Set<Reference> from = new LinkedHashSet<>(cache.from());
        if (to != null) {
            from.add(to);
            client.cacheTo(inRegistry(to).with("mode", "max").toString());
        }
        for (Reference repository : from) {
            client.cacheFrom(inRegistry(repository).toString());
        }
    }

    private CsvFields inRegistry(Reference repository) {
        CsvFields fields = new CsvFields()
                .with("type", "registry")
                .with("ref", repository.withTag(CACHE_TAG).fullName());
        Set<String> insecure = surroundings.registry().http().insecureHosts();
        String host = repository.registry();
        boolean plain = insecure.contains(host) || insecure.contains(host.replaceFirst(":\\d+$", ""));
        return plain ? fields.with("registry.insecure", "true") : fields;
    }

    private String output() {
        CsvFields fields = new CsvFields().with("type", "oci").with("dest", "-");
        Compression compression = request.options().compression();
        fields.with(
                "compression",
                compression == Compression.NONE
                        ? "uncompressed"
                        : compression.name().toLowerCase(Locale.ROOT));
        if (request.options().timestamp() instanceof Timestamp.Fixed) {
            fields.with("rewrite-timestamp", "true");
        }
        new TreeMap<>(source.annotations()).forEach((name, value) -> fields.with("annotation." + name, value));
        return fields.toString();
    }
}
